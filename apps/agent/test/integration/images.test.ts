import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, Release } from '@nanoedge/protocol';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { ownTagOf } from '../../src/engine/image-identity.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { packTar } from '@nanoedge/archive';
import { EngineUnreachable } from '../../src/errors.ts';
import { coapProber } from '../../src/edge/gateway/coap-prober.ts';
import { ImageFetch, type ImageProgress } from '../../src/uplink/images/image-fetch.ts';
import { Identity } from '../../src/store/identity.ts';
import { aDeployment } from '../support/builders.ts';
import { CutProxy } from '../support/cut-proxy.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { buildOnTop, removeImage } from '../support/local-image.ts';
import { buildResponder, cleanDevice, type TestImage } from '../support/responder.ts';
import { savedImage } from '../support/saved-image.ts';
import { scratchFolder } from '../support/scratch.ts';

const address = { socketPath: '/var/run/docker.sock' };
const device = `test-${randomBytes(3).toString('hex')}`;
const name = `nanoedge-test/images-${device}`;
const topBytes = 250_000;
const never = new AbortController().signal;

let base: TestImage;
let dashboard: FakeDashboard;
let engine: DockerEngine;
let release: Release;

beforeAll(() => {
  base = buildResponder(device);
});

afterAll(() => removeImage(base.reference));

/** The release of a local image, which is then only in the dashboard. */
const taken = async ({ reference, id }: TestImage): Promise<Release> => {
  const archive = await savedImage(reference, (bytes) => dashboard.store(bytes));
  removeImage(reference);
  return parse(Release, { version: '1', image: reference, imageId: id, archive }, 'release');
};

/** A release of which the engine has no layer. */
const strange = async (): Promise<Release> => {
  const below = buildOnTop('scratch', `${name}:0`, randomBytes(50_000));
  const top = await taken(buildOnTop(below.reference, `${name}:1`, randomBytes(topBytes)));
  removeImage(below.reference);
  return top;
};

beforeEach(async () => {
  dashboard = new FakeDashboard(device);
  await dashboard.start();
  engine = new DockerEngine(address, device, systemClock);
  release = await taken(buildOnTop(base.reference, `${name}:1`, randomBytes(topBytes)));
});

afterEach(async () => {
  cleanDevice(device);
  removeImage(ownTagOf(release));
  await dashboard.stop();
});

const fetchOn = (on: DockerEngine): { images: ImageFetch; folder: string } => {
  const identity = Identity.open(scratchFolder());
  dashboard.admit(identity);
  const folder = join(scratchFolder(), 'layers');
  const log = pino({ level: 'silent' });
  return {
    images: new ImageFetch({
      engine: on,
      dashboardUrl: dashboard.url,
      device,
      identity,
      folder,
      clock: systemClock,
      log,
    }),
    folder,
  };
};

describe('an image from the dashboard', () => {
  it('comes as its top layer only where the others are, and runs', async () => {
    const { images, folder } = fetchOn(engine);
    const seen: ImageProgress[] = [];
    const { sentBytes } = await images.bring(release, (progress) => seen.push(progress), never);
    expect(sentBytes).toBeLessThan(topBytes + 10_000);
    expect(dashboard.imageCalls).toHaveLength(2);
    expect(seen.map(({ step }) => step)).toContain('loading');
    expect(readdirSync(folder)).toEqual([]);
    expect(await engine.image(ownTagOf(release))).toMatchObject({ id: release.imageId });
    expect(await engine.image(release.image)).toBeNull();
    const network = await engine.ensureNetwork();
    const container = await engine.create(
      containerSpec(aDeployment({ release }), { device, address: network.gateway }),
    );
    await engine.start(container);
    const { address: at } = (await engine.inspect(container)) ?? { address: null };
    expect(await coapProber.probe(at ?? '', 2_000)).toBe(true);
  });

  it('comes whole to an engine that has nothing of it', async () => {
    release = await strange();
    const { images } = fetchOn(engine);
    await images.bring(release, () => undefined, never);
    expect(dashboard.imageCalls).toHaveLength(3);
    expect(await engine.image(release.imageId)).not.toBeNull();
  });

  it('comes whole when the engine turns out not to have what it said', async () => {
    release = await strange();
    const lying = Object.assign(new DockerEngine(address, device, systemClock), {
      layerChains: async () => [
        (release.archive?.layers ?? []).slice(0, 1).map(({ digest }) => digest),
      ],
    });
    const { images } = fetchOn(lying);
    const { sentBytes } = await images.bring(release, () => undefined, never);
    expect(sentBytes).toBeGreaterThan(topBytes + 50_000);
    expect(await engine.image(release.imageId)).not.toBeNull();
  });

  it('is loaded by a second try after the engine died in the middle of the first', async () => {
    const proxy = new CutProxy(address.socketPath);
    await proxy.open();
    const { images } = fetchOn(
      new DockerEngine({ host: '127.0.0.1', port: proxy.port }, device, systemClock),
    );
    proxy.cutAfterBytes = topBytes / 2;
    await expect(images.bring(release, () => undefined, never)).rejects.toThrow(EngineUnreachable);
    expect(await engine.image(release.imageId)).toBeNull();
    dashboard.imageCalls.length = 0;
    await proxy.open();
    await images.bring(release, () => undefined, never);
    expect(dashboard.imageCalls).toEqual([]);
    expect(await engine.image(release.imageId)).not.toBeNull();
  });

  it('can be given up while the engine takes it in', async () => {
    const { images } = fetchOn(engine);
    const stop = new AbortController();
    const bringing = images.bring(
      release,
      ({ step }) => {
        if (step === 'loading') stop.abort(new RangeError('superseded'));
      },
      stop.signal,
    );
    await expect(bringing).rejects.toThrow('superseded');
    await images.bring(release, () => undefined, never);
    expect(await engine.image(release.imageId)).not.toBeNull();
  });

  it("is refused in the engine's own words when a layer is not what the config says", async () => {
    const text = JSON.stringify([{ Config: 'config.json', RepoTags: [], Layers: ['a/layer.tar'] }]);
    const config = dashboard.blobs.get(release.imageId) ?? Buffer.alloc(0);
    const files = {
      'manifest.json': Buffer.from(text),
      'config.json': config,
      'a/layer.tar': Buffer.alloc(1_024),
    };
    const archive = packTar(
      Object.entries(files).map(([file, bytes]) => ({
        header: { name: file, type: 'file' as const, size: bytes.length },
        content: [bytes],
      })),
    );
    await expect(engine.load(archive)).rejects.toThrow(/invalid manifest|layers|diff/);
  });
});
