import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DesiredState, parse, ThingSpec } from '@nanoedge/protocol';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { FakeDashboard } from './fake-dashboard.ts';
import { scratchFolder } from './scratch.ts';

const program = join(import.meta.dirname, '../../../../nanoedge-agent');
const sensor = { name: 'pir', kind: 'motion', zone: 'entrance', driver: 'simulated' };
const bob = { id: 'bob', name: 'Bob Beispiel', keys: ['k1'] };

/** Runs `nanoedge-agent …` as somebody does at the device with that data folder. */
export const atDevice = async (data: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(program, args, {
    env: { ...process.env, NANOEDGE_AGENT_DATA: data },
  });
  return stdout.trim();
};

/** An agent on an engine in memory, with a sensor and somebody who may walk in. */
export const memoryAgent = async () => {
  const folder = scratchFolder();
  const data = join(folder, 'data');
  const dashboard = new FakeDashboard('device-1', {
    things: [parse(ThingSpec, sensor, 'thing')],
    walkers: parse(DesiredState.shape.walkers, [bob], 'walkers'),
  });
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: data,
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    DOCKER_HOST: 'memory:',
  });
  /** Starts it; what is returned ends it, as the end of the test does. */
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
  return { data, dashboard, start };
};
