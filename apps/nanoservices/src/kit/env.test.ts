import { Seconds, ThingName, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { InvalidEnvironment, parseEnvironment } from './env.ts';

const ScannerConfig = z.object({
  zone: ZoneId,
  ble: ThingName,
  reportEverySeconds: Seconds,
  minimumRssi: z.int(),
});

const good = {
  deployment: 'bluetooth-scanner-1',
  nanoservice: 'bluetooth-scanner',
  version: '1.0.0',
  gateway: null,
  peers: { 'main-controller': 'coap://10.0.0.1:5700' },
  config: { zone: 'entrance', ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
};
const read = (value: unknown) =>
  parseEnvironment(typeof value === 'string' ? value : JSON.stringify(value), ScannerConfig);
const problems = (value: unknown): readonly string[] => {
  try {
    read(value);
    return [];
  } catch (error) {
    return error instanceof InvalidEnvironment ? error.problems : [String(error)];
  }
};

describe('the configuration of a service', () => {
  it('is taken when it is right', () => {
    expect(read(good).config.zone).toBe('entrance');
  });

  it('is refused with every problem at once', () => {
    const lines = problems({
      ...good,
      peers: { x: 'http://nowhere' },
      deployment: 7,
      config: { zone: '', ble: 'BLE' },
    });
    for (const path of [
      'peers.x',
      'deployment',
      'config.zone',
      'config.ble',
      'config.reportEverySeconds',
      'config.minimumRssi',
    ]) {
      expect(lines.some((line) => line.startsWith(`${path}: `))).toBe(true);
    }
  });

  it.each([
    ['', 'NANOEDGE_CONFIG is not set'],
    ['{', 'NANOEDGE_CONFIG is not JSON'],
  ])('is refused when it is %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('is taken under the name that an admin gave to the nanoservice, and refused under what is no name', () => {
    expect(problems({ ...good, nanoservice: 'lobby-scanner' })).toEqual([]);
    expect(problems({ ...good, nanoservice: 'Lobby scanner' })).toEqual([
      expect.stringMatching(/^nanoservice: /),
    ]);
  });
});
