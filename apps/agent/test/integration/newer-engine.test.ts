import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { parse, Release } from '@nanoedge/protocol';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry, type TestRegistry } from '../../../../infra/test/support/registry.ts';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { findImage, isImageOf, ownTagOf } from '../../src/engine/image-identity.ts';
import { Identity } from '../../src/store/identity.ts';
import { ImageFetch } from '../../src/uplink/images/image-fetch.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { labDevice, type LabDevice } from '../support/lab-device.ts';
import { buildOnTop, removeImage } from '../support/local-image.ts';
import { buildResponder, type TestImage } from '../support/responder.ts';
import { savedImage } from '../support/saved-image.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
const topBytes = 250_000;
const never = new AbortController().signal;

let lab: LabDevice;
let engine: DockerEngine;
let dashboard: FakeDashboard;
let registry: TestRegistry;
let base: TestImage;

beforeAll(async () => {
  lab = labDevice(true);
  engine = new DockerEngine(
    { socketPath: lab.dockerHost.replace('unix://', '') },
    device,
    systemClock,
  );
  dashboard = new FakeDashboard(device);
  await dashboard.start();
  registry = await startRegistry(lab.enter);
  base = buildResponder(device);
});

afterAll(async () => {
  removeImage(base.reference);
  await registry.stop();
  await dashboard.stop();
  lab.down();
});

/** The release of an image that the machine's engine builds, which only the dashboard has then. */
const archived = async (version: string): Promise<Release> => {
  const reference = `nanoedge-test/newer-${device}:${version}`;
  const { id } = buildOnTop(base.reference, reference, randomBytes(topBytes));
  const archive = await savedImage(reference, (bytes) => dashboard.store(bytes));
  removeImage(reference);
  return parse(Release, { version, image: reference, imageId: id, archive }, 'release');
};

const fetcher = (): ImageFetch => {
  const identity = Identity.open(scratchFolder());
  dashboard.admit(identity);
  return new ImageFetch({
    engine,
    dashboardUrl: dashboard.url,
    device,
    identity,
    folder: join(scratchFolder(), 'layers'),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
};

/** Runs the release, and whether it answers. */
const answers = async (release: Release): Promise<boolean> => {
  const { gateway } = await engine.ensureNetwork();
  const spec = containerSpec(aDeployment({ release }), { device, address: gateway });
  const image = (await findImage(engine, release))?.id ?? '';
  const container = await engine.create({ ...spec, image });
  await engine.start(container);
  const detail = await engine.inspect(container);
  expect(isImageOf(release, detail?.imageId ?? '')).toBe(true);
  const answer = lab.run('coap-client-notls', '-B', '5', `coap://${detail?.address ?? ''}/health`);
  await engine.remove(container);
  return answer !== '';
};

describe("an engine with containerd's image store", () => {
  it('says where it keeps images, and that it speaks nothing older than API 1.44', async () => {
    expect((await engine.info()).traits).toMatchObject({ store: 'containerd', rootless: false });
    const socket = lab.dockerHost.replace('unix://', '');
    const asked = execFileSync('curl', ['-s', '--unix-socket', socket, 'http://x/v1.43/info']);
    expect(asked.toString()).toMatch(/1\.43 is too old/);
    expect(await engine.list()).toEqual([]);
  });

  it('calls an image by its manifest, takes it whole, then only the layer that is new, and runs both', async () => {
    const images = fetcher();
    const first = await archived('1');
    const next = await archived('2');
    const whole = await images.bring(first, () => undefined, never);
    const found = await findImage(engine, first);
    expect(found?.id).not.toBe(first.imageId);
    expect(await engine.image(ownTagOf(first))).toMatchObject({ id: found?.id });
    expect(await images.bring(first, () => undefined, never)).toEqual({ sentBytes: 0 });
    const thin = await images.bring(next, () => undefined, never);
    expect(thin.sentBytes).toBeLessThan(topBytes + 10_000);
    expect(whole.sentBytes).toBeGreaterThan(thin.sentBytes);
    expect(await answers(first)).toBe(true);
    expect(await answers(next)).toBe(true);
  });

  it('gives up an image, and has it again', async () => {
    const images = fetcher();
    const release = await archived('3');
    await images.bring(release, () => undefined, never);
    await engine.removeImage((await findImage(engine, release))?.id ?? '');
    expect(await findImage(engine, release)).toBeNull();
    await images.bring(release, () => undefined, never);
    expect(await answers(release)).toBe(true);
  });

  it('pulls an image by the digest that its reference is pinned to', async () => {
    const images = fetcher();
    const source = await archived('4');
    await images.bring(source, () => undefined, never);
    const name = `${registry.host}/${device}/pulled`;
    lab.docker('tag', ownTagOf(source), `${name}:1`);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(lab.docker('push', `${name}:1`))?.[1] ?? '';
    await engine.removeImage((await findImage(engine, source))?.id ?? '');
    const fields = {
      version: '4',
      image: `${name}@${digest}`,
      imageId: source.imageId,
      pull: true,
    };
    const release = parse(Release, fields, 'release');
    expect(await findImage(engine, release)).toBeNull();
    await images.bring(release, () => undefined, never);
    expect(await images.bring(release, () => undefined, never)).toEqual({ sentBytes: 0 });
    expect(await answers(release)).toBe(true);
  });
});
