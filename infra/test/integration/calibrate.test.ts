import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { FakeDashboard } from '@nanoedge/client/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { interruptedAt, newHome, removeHomes } from '../support/nanoedge.ts';

const zones = ['Entrance', 'Aurora'].map((name) => ({ zone: name.toLowerCase(), name }));
const controller = {
  id: 'main-controller',
  name: 'main-controller',
  nanoservice: 'main-controller',
  device: 'closet',
  release: { id: 'r1' },
  config: {},
  peers: [],
  version: 1,
};

let dashboard: FakeDashboard;
let env: Record<string, string>;

/** A dashboard whose main-controller never gets through with a zone. */
beforeEach(async () => {
  const now = { zone: 'entrance', leftMs: 600_000 };
  const progress = {
    id: 'its',
    by: 'Ada',
    now,
    zones: [{ zone: 'entrance', taughtMs: 0, heard: [{ scanner: 'entrance', reports: 3 }] }],
  };
  dashboard = new FakeDashboard()
    .on('site.list', () => ({ data: [{ id: 'demo', name: 'Demo', timeZone: 'Europe/Vienna' }] }))
    .on('nanoservices.matrix', () => ({
      data: { devices: [], deployments: [controller], nanoservices: [] },
    }))
    .on('people.list', () => ({
      data: [{ name: 'Bob Beispiel', keys: [{ shown: '02:00:5e:00:00:01' }] }],
    }))
    .on('calibration.get', () => ({
      data: { deployment: 'main-controller', zones, scanners: zones, lesson: null, undoTo: null },
    }))
    .on('calibration.teach', () => ({ data: progress }))
    .on('calibration.progress', () => ({ data: progress }))
    .on('calibration.cancel', () => ({ data: { cancelled: true } }));
  env = {
    NANOEDGE_URL: await dashboard.start(),
    NANOEDGE_EMAIL: 'ada@site.test',
    NANOEDGE_PASSWORD: 'right password',
    NANOEDGE_HOME: newHome(),
  };
});
afterEach(() => {
  dashboard.close();
  removeHomes();
});

const calibrate = ['calibrate', '--key', '02:00:5e:00:00:01', '--seconds', '600'];
const asked = (procedure: string) =>
  dashboard.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const isCancelled = (): void => {
  const [taught] = asked('calibration.teach') as { id: string }[];
  expect(asked('calibration.cancel')).toEqual([
    { deployment: 'main-controller', id: taught?.id ?? 'none' },
  ]);
  expect(asked('calibration.finish')).toEqual([]);
};

it('is cancelled at the dashboard by Ctrl-C in the middle of a zone, and ends with 130', async () => {
  const { said, code } = await interruptedAt('s more', [...calibrate, '--yes'], env);
  expect(said).toContain('Cancelled; nothing has changed.');
  expect(code).toBe(130);
  isCancelled();
});

it('is cancelled by Ctrl-C at a question, too', async () => {
  const { said, code } = await interruptedAt('Stand in', calibrate, env);
  expect(said).toContain('Cancelled; nothing has changed.');
  expect(code).toBe(130);
  expect(asked('calibration.teach')).toEqual([]);
});

it('is cancelled by an interrupt without a terminal', async () => {
  const program = resolve(import.meta.dirname, '../../../nanoedge');
  const running = spawn(program, [...calibrate, '--yes'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (!said.includes('s more') && `${said}${text}`.includes('s more')) running.kill('SIGINT');
    said += text;
  });
  const [code] = (await once(running, 'close')) as [number | null];
  expect(said).toContain('Cancelled; nothing has changed.');
  expect(code).toBe(130);
  isCancelled();
});
