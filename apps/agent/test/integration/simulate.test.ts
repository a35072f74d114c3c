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
const soon = { timeout: 10_000, interval: 20 };

/** Runs `nanoedge-agent simulate …` as somebody at the device does. */
const nanoedgeAgent = async (folder: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(program, ['simulate', ...args], {
    env: { ...process.env, NANOEDGE_AGENT_DATA: folder },
  });
  return stdout.trim();
};

const startAgent = async () => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard('device-1', {
    things: [parse(ThingSpec, sensor, 'thing')],
    walkers: parse(DesiredState.shape.walkers, [bob], 'walkers'),
  });
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  writeFileSync(join(folder, 'join.key'), dashboard.joinKey);
  const data = join(folder, 'data');
  const env = readEnv({
    NANOEDGE_AGENT_DATA: data,
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    DOCKER_HOST: 'memory:',
  });
  const stop = new AbortController();
  const options = { env, log: pino({ level: 'silent' }), version: 'test', pageFolder: '/nowhere' };
  const running = runAgent(options, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(0), soon);
  return { data, dashboard };
};

it('walks somebody in and out at the device while the dashboard is away', async () => {
  const { data, dashboard } = await startAgent();
  await dashboard.stop();
  const began = Date.now();

  expect(await nanoedgeAgent(data, 'walk-in', '--person', 'Bob Beispiel')).toBe(
    'Bob Beispiel is in entrance',
  );
  await expect(nanoedgeAgent(data, 'leave', '--key', 'k2')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('k2 was not walked in here'),
  });
  expect(await nanoedgeAgent(data, 'everybody', 'leaves')).toBe('everybody left');
  await expect(nanoedgeAgent(data, 'walk-in', '--person', 'Zoe')).rejects.toMatchObject({
    stderr: expect.stringContaining('knows nobody called'),
  });

  await dashboard.start();
  await vi.waitFor(() => {
    const fired = dashboard.events.filter(({ body }) => body.type === 'thing.fired');
    expect(fired).toHaveLength(1);
    expect(fired[0]?.body.at).toBeGreaterThanOrEqual(began);
  }, soon);
});

it('says what to do where no agent answers', async () => {
  await expect(nanoedgeAgent(scratchFolder(), 'everybody', 'leaves')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no agent answers at .*agent\.sock/),
  });
});
