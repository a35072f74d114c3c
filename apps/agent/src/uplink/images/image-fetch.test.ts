import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Digest, parse, Release } from '@nanoedge/protocol';
import { FakeDashboard } from '../../../test/support/fake-dashboard.ts';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { FakeEngine } from '../../engine/fake.ts';
import {
  DashboardUnreachable,
  EngineRefused,
  EngineUnreachable,
  ImageCorrupt,
  LinkRefused,
} from '../../errors.ts';
import { Identity } from '../../store/identity.ts';
import { missingLayers } from './image-archive.ts';
import { ownTagOf } from '../../engine/image-identity.ts';
import { ImageFetch, type ImageProgress } from './image-fetch.ts';

const digestOf = (bytes: Buffer | string): Digest =>
  Digest.parse(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
const never = new AbortController().signal;

interface Bench {
  dashboard: FakeDashboard;
  engine: FakeEngine;
  folder: string;
  seen: ImageProgress[];
  images: ImageFetch;
  bring: (release: Release, signal?: AbortSignal) => Promise<{ sentBytes: number }>;
  release: (layers: readonly Buffer[], tag?: string) => Release;
}

const open = async (): Promise<Bench> => {
  const dashboard = new FakeDashboard('device-1');
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  const identity = Identity.open(scratchFolder());
  dashboard.admit(identity);
  const engine = new FakeEngine('device-1');
  const folder = join(scratchFolder(), 'layers');
  const log = pino({ level: 'silent' });
  const images = new ImageFetch({
    engine,
    dashboardUrl: dashboard.url,
    device: 'device-1',
    identity,
    folder,
    clock: systemClock,
    log,
  });
  const seen: ImageProgress[] = [];
  return {
    dashboard,
    engine,
    folder,
    seen,
    images,
    bring: async (release, signal = never) =>
      images.bring(release, (progress) => seen.push(progress), signal),
    release: (layers, tag = '1') => {
      const config = Buffer.from(
        JSON.stringify({ tag, rootfs: { type: 'layers', diff_ids: layers.map(digestOf) } }),
      );
      const imageId = dashboard.store(config);
      return parse(
        Release,
        {
          version: tag,
          image: `nanoedge/test:${tag}`,
          imageId,
          archive: {
            configBytes: config.length,
            layers: layers.map((layer) => ({
              digest: dashboard.store(layer),
              bytes: layer.length,
            })),
          },
        },
        'release',
      );
    },
  };
};

const base = randomBytes(40_000);
const top = randomBytes(300_000);

describe('an image', () => {
  it('comes with all its layers to an engine that has none of them', async () => {
    const { bring, release, engine, folder, seen } = await open();
    const wanted = release([base, top]);
    const { sentBytes } = await bring(wanted);
    expect(await engine.image(ownTagOf(wanted))).toMatchObject({ id: wanted.imageId });
    expect(await engine.image('nanoedge/test:1')).toBeNull();
    expect(sentBytes).toBe(base.length + top.length + (wanted.archive?.configBytes ?? 0));
    expect(seen.at(-1)).toEqual({
      step: 'loading',
      bytes: base.length + top.length,
      totalBytes: base.length + top.length,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not sent to an engine that has it', async () => {
    const { bring, release, dashboard, seen } = await open();
    const wanted = release([base, top]);
    await bring(wanted);
    dashboard.imageCalls.length = 0;
    seen.length = 0;
    expect(await bring(wanted)).toEqual({ sentBytes: 0 });
    expect(dashboard.imageCalls).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('comes without the layers that are there', async () => {
    const { bring, release, dashboard } = await open();
    await bring(release([base, top]));
    dashboard.imageCalls.length = 0;
    const next = release([base, Buffer.from('a small change')], '2');
    const { sentBytes } = await bring(next);
    expect(sentBytes).toBeLessThan(300);
    expect(dashboard.imageCalls.map(({ digest }) => digest)).toEqual([
      next.imageId,
      next.archive?.layers[1]?.digest,
    ]);
  });

  it('comes whole where the engine refuses a thin archive', async () => {
    const { bring, release, engine } = await open();
    await bring(release([base]));
    const load = engine.load.bind(engine);
    let loads = 0;
    engine.load = async (archive, signal) => {
      loads += 1;
      if (loads > 1) return load(archive, signal);
      archive.destroy();
      throw new EngineRefused(500, 'layer does not exist');
    };
    const next = release([base, top], '2');
    const { sentBytes } = await bring(next);
    expect(sentBytes).toBeGreaterThan(base.length + top.length);
    expect(await engine.image(next.imageId)).not.toBeNull();
  });

  it('goes on where a cut transfer ended', async () => {
    const { bring, release, dashboard, engine } = await open();
    const wanted = release([top]);
    const goesOn: unknown = expect.stringMatching(/^bytes=[1-9]\d+-$/);
    dashboard.cutImages = 2;
    await expect(bring(wanted)).rejects.toThrow(DashboardUnreachable);
    await expect(bring(wanted)).rejects.toThrow(DashboardUnreachable);
    await bring(wanted);
    expect(await engine.image(wanted.imageId)).not.toBeNull();
    expect(dashboard.imageCalls.map(({ range }) => range)).toEqual([null, null, goesOn, goesOn]);
  });

  it('that the dashboard does not give is not asked for again soon', async () => {
    const { bring, release, dashboard } = await open();
    dashboard.refuseBlobs = 404;
    await expect(bring(release([top]))).rejects.toThrow(LinkRefused);
    dashboard.refuseBlobs = 503;
    await expect(bring(release([top]))).rejects.toThrow(DashboardUnreachable);
  });

  it('is fetched once more when a byte flipped on the way, and given up when one flips again', async () => {
    const { bring, release, dashboard, engine, folder } = await open();
    const wanted = release([top]);
    dashboard.corruptImages = 2;
    await expect(bring(wanted)).rejects.toThrow(ImageCorrupt);
    expect(readdirSync(folder)).toEqual([]);
    dashboard.corruptImages = 1;
    await bring(wanted);
    expect(await engine.image(wanted.imageId)).not.toBeNull();
  });

  it('is loaded from the files that are there after an engine died in the middle', async () => {
    const { bring, release, dashboard, engine } = await open();
    const wanted = release([base, top]);
    engine.dieDuringLoad = true;
    await expect(bring(wanted)).rejects.toThrow(EngineUnreachable);
    engine.reachable = true;
    dashboard.imageCalls.length = 0;
    await bring(wanted);
    expect(dashboard.imageCalls).toEqual([]);
    expect(await engine.image(wanted.imageId)).not.toBeNull();
  });

  it("fails in the engine's own words when it refuses all of it", async () => {
    const { bring, release, engine } = await open();
    engine.refuseLoad = 'no space left on device';
    await expect(bring(release([base]))).rejects.toThrow('no space left on device');
  });

  it('is not trusted from a file that something else wrote', async () => {
    const { bring, release, engine, folder } = await open();
    const wanted = release([base]);
    engine.refuseLoad = 'not now';
    await expect(bring(wanted)).rejects.toThrow(EngineRefused);
    engine.refuseLoad = null;
    writeFileSync(join(folder, digestOf(top).slice(7)), 'something else');
    writeFileSync(join(folder, `${digestOf('x').slice(7)}.part`), 'too long to be x');
    await bring(release([base, top, Buffer.from('x')], '2'));
    expect(readdirSync(folder)).toEqual([wanted.imageId.slice(7)]);
  });

  it('can be given up in the middle', async () => {
    const { bring, release } = await open();
    const stop = new AbortController();
    const first = bring(release([top]), stop.signal);
    const second = bring(release([base], '2'), stop.signal);
    stop.abort(new RangeError('superseded'));
    await expect(first).rejects.toThrow('superseded');
    await expect(second).rejects.toThrow('superseded');
  });

  it('without an archive must come another way', async () => {
    const { bring, release } = await open();
    await expect(bring({ ...release([base]), archive: null })).rejects.toThrow(
      'No such image: nanoedge/test:1',
    );
  });

  it('is pulled by the engine where the release says so', async () => {
    const { bring, release, engine, dashboard, seen } = await open();
    const wanted = { ...release([base]), archive: null, pull: true };
    await expect(bring(wanted)).rejects.toThrow(EngineRefused);
    engine.registry.set(wanted.image, { id: digestOf('another'), bytes: 900 });
    await expect(bring(wanted)).rejects.toThrow(ImageCorrupt);
    engine.registry.set(wanted.image, { id: wanted.imageId, bytes: 900 });
    seen.length = 0;
    expect(await bring(wanted)).toEqual({ sentBytes: 900 });
    expect(seen.map(({ step, bytes, totalBytes }) => `${step} ${bytes}/${totalBytes}`)).toEqual([
      'sending 900/900',
      'sending 900/900',
      'loading 900/900',
    ]);
    expect(await bring(wanted)).toEqual({ sentBytes: 0 });
    expect(dashboard.imageCalls).toEqual([]);
  });

  it('leaves no layers behind that no release wants', async () => {
    const { bring, release, engine, folder, images } = await open();
    engine.refuseLoad = 'not now';
    const wanted = release([base, top]);
    await expect(bring(wanted)).rejects.toThrow(EngineRefused);
    expect(readdirSync(folder)).toHaveLength(3);
    await images.prune([wanted.imageId, digestOf(base)]);
    expect(readdirSync(folder).toSorted()).toEqual(
      [wanted.imageId, digestOf(base)].map((digest) => digest.slice(7)).toSorted(),
    );
  });
});

describe('the layers that are missing', () => {
  const blobs = ['a', 'b', 'c'].map((text) => ({ digest: digestOf(text), bytes: 1 }));
  const missing = (...chains: string[]): number[] =>
    missingLayers(
      blobs,
      chains.map((chain) => chain.split('').map(digestOf)),
    ).map(({ digest }) => blobs.findIndex((blob) => blob.digest === digest));

  it('are those above the longest beginning that some image has', () => {
    expect(missing()).toEqual([0, 1, 2]);
    expect(missing('a', 'xbc')).toEqual([1, 2]);
    expect(missing('abx', 'a')).toEqual([2]);
    expect(missing('abcd')).toEqual([]);
    expect(missing('bc')).toEqual([0, 1, 2]);
  });
});
