import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { DeploymentSpec, SignedText } from '@nanoedge/protocol';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { buildOnTop, removeImage } from '../support/local-image.ts';
import { aReleaseKey, signedAs } from '../support/releases.ts';
import { buildResponder, cleanDevice, docker, type TestImage } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
const key = aReleaseKey();
let first: TestImage;
let second: TestImage;

beforeAll(() => {
  first = buildResponder(device);
  second = buildOnTop(first.reference, `nanoedge-test/signed-${device}:2`, randomBytes(1_000));
});
afterEach(() => cleanDevice(device));
afterAll(() => {
  removeImage(second.reference);
  removeImage(first.reference);
});

const deployed = (image: TestImage, version: string, more: object = {}): DeploymentSpec =>
  aDeployment({
    release: { version, image: image.reference, imageId: image.id },
    change: `run-${randomBytes(4).toString('hex')}`,
    ...more,
  });
const older = (override: SignedText | null = null): DeploymentSpec =>
  signedAs(deployed(first, '1', { override }), key, { sequence: 1 });
const newer = (): DeploymentSpec => signedAs(deployed(second, '2'), key, { sequence: 2 });

/** An agent that enrolled with a dashboard which signs releases. */
const startAgent = async (deployment: DeploymentSpec): Promise<FakeDashboard> => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard(device, { deployments: [deployment] });
  dashboard.releaseKey = key.key;
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: join(folder, 'data'),
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    NANOEDGE_DISPLAY_PORT: '0',
  });
  const stop = new AbortController();
  const log = pino({ level: 'silent' });
  const running = runAgent({ env, log, version: 'test', pageFolder: '/nowhere' }, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  return dashboard;
};

/** The images that run on the device. */
const running = (): string[] => {
  const ids = docker('ps', '-q', '--filter', `label=io.nanoedge.device=${device}`);
  return ids === '' ? [] : docker('inspect', '-f', '{{.Image}}', ...ids.split('\n')).split('\n');
};

const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 30_000, interval: 50 });

const endOf = async (
  dashboard: FakeDashboard,
  { change }: DeploymentSpec,
): Promise<{ outcome: string; reason: string | null }> => {
  const ended = () =>
    dashboard.events.flatMap(({ body }) =>
      body.type === 'run.finished' && body.run === change ? [body] : [],
    );
  await until(() => expect(ended()).toHaveLength(1));
  const [{ outcome, reason } = { outcome: 'none', reason: null }] = ended();
  return { outcome, reason };
};

it('refuses to go back to an older release, until an administrator asked for it', async () => {
  const begun = newer();
  const dashboard = await startAgent(begun);
  expect(await endOf(dashboard, begun)).toMatchObject({ outcome: 'done' });
  const before = docker('ps', '-q', '--filter', `label=io.nanoedge.device=${device}`);

  const unasked = older();
  await dashboard.assign({ deployments: [unasked] });
  expect(await endOf(dashboard, unasked)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('older than what this device had'),
  });
  expect(docker('ps', '-q', '--filter', `label=io.nanoedge.device=${device}`)).toBe(before);
  await until(() =>
    expect(dashboard.reports.at(-1)?.services).toMatchObject([
      { state: 'answering', detail: expect.stringContaining('refused') },
    ]),
  );

  const override = key.override({
    device,
    deployment: begun.id,
    nanoservice: begun.nanoservice,
    sequence: 1,
    over: 2,
    at: 5,
  });
  const asked = older(override);
  await dashboard.assign({ deployments: [asked] });
  expect(await endOf(dashboard, asked)).toMatchObject({ outcome: 'done' });
  expect(running()).toEqual([first.id]);
}, 90_000);

it('runs nothing that the key of another dashboard signed', async () => {
  const foreign = signedAs(deployed(first, '1'), aReleaseKey());
  const dashboard = await startAgent(foreign);
  expect(await endOf(dashboard, foreign)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('not signed by the key that this device knows'),
  });
  expect(running()).toEqual([]);
}, 60_000);

it('runs the image that was signed, whatever its name means on the engine by now', async () => {
  const begun = older();
  const dashboard = await startAgent(begun);
  expect(await endOf(dashboard, begun)).toMatchObject({ outcome: 'done' });
  // Somebody gives the name to another image, and has the container made anew
  docker('tag', first.reference, `${first.reference}-kept`);
  onTestFinished(() => {
    docker('tag', `${first.reference}-kept`, first.reference);
    removeImage(`${first.reference}-kept`);
  });
  docker('tag', second.reference, first.reference);
  docker('rm', '-f', docker('ps', '-q', '--filter', `label=io.nanoedge.device=${device}`));
  await until(() => expect(running()).toEqual([first.id]));

  const disguised = {
    ...older(),
    release: { ...older().release, imageId: deployed(second, '1').release.imageId },
  };
  await dashboard.assign({ deployments: [disguised] });
  expect(await endOf(dashboard, disguised)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('signed for another image'),
  });
  expect(running()).toEqual([first.id]);
}, 90_000);
