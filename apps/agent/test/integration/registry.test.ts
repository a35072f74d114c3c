import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Digest, parse, Release } from '@nanoedge/protocol';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { EngineRefused, ImageCorrupt } from '../../src/errors.ts';
import { coapProber } from '../../src/edge/gateway/coap-prober.ts';
import { ImageFetch, type ImageProgress } from '../../src/uplink/images/image-fetch.ts';
import { Identity } from '../../src/store/identity.ts';
import { aDeployment } from '../support/builders.ts';
import { buildOnTop, removeImage } from '../support/local-image.ts';
import { startRegistry, type TestRegistry } from '../../../../infra/test/support/registry.ts';
import { buildResponder, cleanDevice, docker, type TestImage } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
const topBytes = 250_000;
const never = new AbortController().signal;
const engine = new DockerEngine({ socketPath: '/var/run/docker.sock' }, device, systemClock);

let base: TestImage;
let registry: TestRegistry;
let release: Release;

/** Removes an image that has no tag to name it by. */
const forget = async (id: string): Promise<void> => {
  if ((await engine.image(id)) !== null) docker('rmi', '-f', id);
};

beforeAll(async () => {
  base = buildResponder(device);
  registry = await startRegistry();
  release = await pushed('blinker', randomBytes(topBytes));
});

afterEach(async () => {
  cleanDevice(device);
  await forget(release.imageId);
});

afterAll(async () => {
  removeImage(base.reference);
  await registry.stop();
});

/** The release of an image that only the registry has. */
const pushed = async (name: string, content: Buffer): Promise<Release> => {
  const { reference, id } = buildOnTop(
    base.reference,
    `${registry.host}/${device}/${name}:1`,
    content,
  );
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(docker('push', reference))?.[1] ?? '';
  await forget(id);
  return parse(
    Release,
    {
      version: '1',
      image: `${registry.host}/${device}/${name}@${digest}`,
      imageId: id,
      pull: true,
    },
    'release',
  );
};

/** Brings it with a dashboard that nobody reaches: nothing comes from there. */
const bring = async (
  wanted: Release,
  progress: (progress: ImageProgress) => void = () => undefined,
  signal = never,
): Promise<{ sentBytes: number }> => {
  const folder = scratchFolder();
  const ports = {
    dashboardUrl: 'http://127.0.0.1:1',
    folder: join(folder, 'layers'),
    log: pino({ level: 'silent' }),
  };
  const images = new ImageFetch({
    engine,
    device,
    identity: Identity.open(folder),
    clock: systemClock,
    ...ports,
  });
  return images.bring(wanted, progress, signal);
};

describe('an image from a registry', () => {
  it('is pulled by the engine with progress, gets no tag, and runs', async () => {
    expect(await engine.image(release.imageId)).toBeNull();
    const seen: ImageProgress[] = [];
    const { sentBytes } = await bring(release, (progress) => seen.push(progress));
    expect(sentBytes).toBeGreaterThan(topBytes);
    expect(seen.filter(({ step }) => step === 'sending').at(-1)).toEqual({
      step: 'sending',
      bytes: sentBytes,
      totalBytes: sentBytes,
    });
    expect(seen.map(({ step }) => step)).toContain('loading');
    expect(
      docker('image', 'inspect', '-f', '{{json .RepoTags}} {{json .RepoDigests}}', release.imageId),
    ).toBe(`[] ["${release.image}"]`);
    expect(await bring(release)).toEqual({ sentBytes: 0 });
    const network = await engine.ensureNetwork();
    const container = await engine.create(
      containerSpec(aDeployment({ release }), { device, address: network.gateway }),
    );
    await engine.start(container);
    const { address } = (await engine.inspect(container)) ?? { address: null };
    expect(await coapProber.probe(address ?? '', 2_000)).toBe(true);
  });

  it('is refused when it is not the one that the release names', async () => {
    const wrong = { ...release, imageId: parse(Digest, `sha256:${'f'.repeat(64)}`, 'digest') };
    await expect(bring(wrong)).rejects.toThrow(ImageCorrupt);
  });

  it("fails in the registry's own words when it is not there", async () => {
    const gone = { ...release, image: release.image.replace('blinker', 'nothing') };
    const bringing = bring(gone);
    await expect(bringing).rejects.toThrow(EngineRefused);
    await expect(bringing).rejects.toThrow('not found');
  });

  it('can be given up while it comes', async () => {
    const stop = new AbortController();
    const bringing = bring(release, () => stop.abort(new RangeError('superseded')), stop.signal);
    await expect(bringing).rejects.toThrow('superseded');
    await bring(release);
    expect(await engine.image(release.imageId)).not.toBeNull();
  });
});
