import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeviceId, RunId, Seconds } from '@nanoedge/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { buildResponder, cleanDevice, docker, type TestImage } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = DeviceId.parse(`test-${randomBytes(3).toString('hex')}`);
let image: TestImage;

beforeAll(() => {
  image = buildResponder();
});
afterAll(() => cleanDevice(device));

const soon = { timeout: 20_000, interval: 50 };

/** A service that writes 2 MiB, and may keep so much. */
const writer = (limitMiB: number, change: Record<string, unknown> = {}) =>
  aDeployment({
    release: { version: '1', image: image.reference, imageId: image.id },
    volumes: [{ name: 'data', path: '/data', limitMiB }],
    config: { fill: true },
    ...change,
  });

const startAgent = (folder: string, dashboard: FakeDashboard): (() => Promise<void>) => {
  writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: join(folder, 'data'),
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    DOCKER_HOST: 'unix:///var/run/docker.sock',
  });
  const stop = new AbortController();
  const log = pino({ level: process.env['AGENT_TEST_LOG'] ?? 'silent' });
  const running = runAgent({ env, log, version: 'test', pageFolder: '/nowhere' }, stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  onTestFinished(end);
  return end;
};

const container = (): string =>
  docker('ps', '-aq', '--no-trunc', '--filter', `label=io.nanoedge.device=${device}`);
const stateOf = (id: string): string => docker('inspect', '-f', '{{.State.Status}}', id);

it('stops a service that writes more than it may keep, and lets it go on where it may keep more', async () => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard(device, {
    deployments: [writer(1)],
    probationSeconds: Seconds.parse(0.3),
  });
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  const told = (type: string) => dashboard.events.filter(({ body }) => body.type === type);
  const until = async (type: string): Promise<void> =>
    vi.waitFor(() => expect(told(type)).not.toEqual([]), soon);
  const reported = () => dashboard.reports.at(-1)?.services[0];

  const end = startAgent(folder, dashboard);
  await until('service.answering');
  await end();
  // At its start an agent measures at once what is there already
  startAgent(folder, dashboard);
  await until('volume.full');
  expect(told('volume.full')[0]?.body).toMatchObject({ volume: 'data', limitBytes: 1_048_576 });
  await vi.waitFor(
    () =>
      expect(reported()).toMatchObject({
        state: 'failed',
        detail: expect.stringContaining('its volume “data” holds'),
      }),
    soon,
  );
  const stopped = container();
  expect(stateOf(stopped)).toBe('exited');
  const file = join(folder, 'much');
  execFileSync('docker', ['cp', `${stopped}:/data/much`, file], { stdio: 'ignore' });
  expect(statSync(file).size).toBe(2_097_152);

  const { length: timesFull } = told('volume.full');
  const change = RunId.parse('run-more');
  await dashboard.assign({ deployments: [writer(8, { change })] });
  await until('run.finished');
  expect(told('run.finished')[0]?.body).toMatchObject({ run: change, outcome: 'done' });
  await vi.waitFor(
    () => expect(reported()).toMatchObject({ state: 'answering', detail: null }),
    soon,
  );
  expect(stateOf(container())).toBe('running');
  expect(told('volume.full')).toHaveLength(timesFull);
});
