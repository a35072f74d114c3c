import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DesiredState, parse, ThingSpec } from '@nanoedge/protocol';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { scratchFolder } from '../support/scratch.ts';

const program = join(import.meta.dirname, '../../../../nanoedge-agent');
const sensor = { name: 'pir', kind: 'motion', zone: 'entrance', driver: 'simulated' };
const bob = { id: 'bob', name: 'Bob Beispiel', keys: ['k1'] };
const soon = { timeout: 15_000, interval: 20 };

const setUp = async () => {
  const folder = scratchFolder();
  const data = join(folder, 'data');
  const dashboard = new FakeDashboard('device-1', {
    things: [parse(ThingSpec, sensor, 'thing')],
    walkers: parse(DesiredState.shape.walkers, [bob], 'walkers'),
  });
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  writeFileSync(join(folder, 'join.key'), dashboard.joinKey);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: data,
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    DOCKER_HOST: 'memory:',
  });
  const start = () => {
    const stop = new AbortController();
    const log = pino({ level: 'silent' });
    const running = runAgent({ env, log, version: 'test', pageFolder: '/nowhere' }, stop.signal);
    const end = async (): Promise<void> => {
      stop.abort();
      await running;
    };
    onTestFinished(end);
    return end;
  };
  /** Runs `nanoedge-agent …` as somebody at the device does. */
  const atDevice = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(program, args, {
      env: { ...process.env, NANOEDGE_AGENT_DATA: data },
    });
    return stdout.trim();
  };
  const told = (): string[] => dashboard.events.map(({ body }) => body.type);
  return { dashboard, start, atDevice, told };
};

it('cuts the device off over a restart, lets people in there, and is ended at the device', async () => {
  const { dashboard, start, atDevice, told } = await setUp();
  const end = start();
  await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(0), soon);
  await expect(atDevice('drill', 'end')).rejects.toMatchObject({
    stderr: expect.stringContaining('there is no drill'),
  });

  expect(await dashboard.tell('drill', { minutes: 31 })).toMatchObject({ ok: false });
  expect(await dashboard.tell('drill', { minutes: 30 })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(told()).toContain('drill.began'), soon);
  await vi.waitFor(() => expect(dashboard.online).toBe(false), soon);

  await end();
  start();
  const cutOff = /cut off from the dashboard for 1\d{3} s more/;
  await vi.waitFor(async () => expect(await atDevice('drill', 'status')).toMatch(cutOff), soon);
  await atDevice('simulate', 'walk-in', '--person', 'Bob Beispiel');
  expect(dashboard.online).toBe(false);
  expect(told()).not.toContain('thing.fired');

  expect(await atDevice('drill', 'end')).toMatch(/the drill is over/);
  await vi.waitFor(() => expect(told()).toContain('drill.ended'), soon);
  const order = told();
  expect(order.indexOf('drill.began')).toBeLessThan(order.indexOf('thing.fired'));
  expect(order.indexOf('thing.fired')).toBeLessThan(order.indexOf('drill.ended'));
  expect(dashboard.doubled).toBe(0);
}, 60_000);
