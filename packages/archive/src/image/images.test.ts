import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { parseJson } from '@nanoedge/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, hexOf } from '../digest.ts';
import { gather, readTar } from '../tar.ts';
import {
  dockerEntries,
  inChunks,
  makeImage,
  memoryParts,
  newDockerEntries,
  ociEntries,
  tarOf,
} from '../testing/index.ts';
import { OciIndex, OciManifest } from './documents.ts';
import { readImage } from './read.ts';
import { ImageRefused } from './refused.ts';
import { manifestDigestOf, saveImages, type SavedImage, type SavedPart } from './save.ts';

const read = async (bytes: Buffer) => readImage(memoryParts(), inChunks(bytes, 1_000));
const stored = async (name: string): Promise<Buffer> =>
  readFile(new URL(`../../fixtures/${name}`, import.meta.url).pathname);
const part = (content: Buffer): SavedPart => ({
  digest: digestOf(content),
  bytes: content.length,
  read: () => [content],
});
const savedOf = (layers: readonly Buffer[], tag: string): SavedImage => {
  const config = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
  });
  return { tags: [tag], config: part(Buffer.from(config)), layers: layers.map(part) };
};
const entriesOf = async (tar: Buffer) => {
  const entries: { name: string; size: number; mode: number; content: string }[] = [];
  for await (const { header, content } of readTar(Readable.from([tar], { objectMode: false }))) {
    const { name, size, mode } = header;
    entries.push({ name, size, mode, content: (await gather(content)).toString('base64') });
  }
  return entries;
};

describe('an image that was saved here', () => {
  it('is read as what it was', async () => {
    const layer = fc
      .uint8Array({ minLength: 1, maxLength: 2_000 })
      .map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 6 }), async (layers) => {
        // What begins like gzip or zstd is taken for it
        const plain = layers.map((bytes) => Buffer.concat([Buffer.from('layer '), bytes]));
        const image = savedOf(plain, 'lab/made:1');
        const found = await read(await buffer(saveImages([image])));
        expect(found.reference).toBe('lab/made:1');
        expect(found.config.digest).toBe(image.config.digest);
        expect(found.layers.map(({ content }) => content)).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });

  it('has the same bytes each time, and a layer once that several images share', async () => {
    const [base, one, other] = ['base', 'one', 'other'].map((text) => Buffer.from(text.repeat(99)));
    if (base === undefined || one === undefined || other === undefined) return;
    const images = [savedOf([base, one], 'lab/one:1'), savedOf([base, other], 'lab/other:1')];
    const archive = await buffer(saveImages(images));
    expect(await buffer(saveImages(images))).toEqual(archive);
    const names = (await entriesOf(archive)).map(({ name }) => name);
    const blobs = images.flatMap(({ config, layers }) => [
      manifestDigestOf(config, layers),
      config.digest,
      ...layers.map(({ digest }) => digest),
    ]);
    expect(names).toEqual([
      'oci-layout',
      'index.json',
      'manifest.json',
      ...[...new Set(blobs)].map((digest) => `blobs/sha256/${hexOf(digest)}`),
    ]);
    await expect(read(archive)).rejects.toThrow('The archive has several images: lab/one:1');
  });

  it('is an OCI layout too, whose manifest has the digest that is computed', async () => {
    const image = savedOf([Buffer.from('layer')], 'lab.example:5000/one:1');
    const entries = await entriesOf(await buffer(saveImages([image])));
    const textOf = (name: string): string =>
      Buffer.from(entries.find((one) => one.name === name)?.content ?? '', 'base64').toString();
    const { manifests } = parseJson(OciIndex, textOf('index.json'), 'index.json');
    const digest = manifestDigestOf(image.config, image.layers);
    expect(manifests.map((one) => [one.digest, one.annotations])).toEqual([
      [
        digest,
        {
          'io.containerd.image.name': 'lab.example:5000/one:1',
          'org.opencontainers.image.ref.name': '1',
        },
      ],
    ]);
    const manifest = textOf(`blobs/sha256/${hexOf(digest)}`);
    expect(digestOf(manifest)).toBe(digest);
    expect(parseJson(OciManifest, manifest, 'manifest').config.digest).toBe(image.config.digest);
  });

  it.each([
    ['lab/one:1', 'docker.io/lab/one:1'],
    ['one:1', 'docker.io/library/one:1'],
    ['localhost/one:1', 'localhost/one:1'],
    ['lab:5000/one:1', 'lab:5000/one:1'],
  ])('goes by the name %s in full', async (tag, full) => {
    const archive = await buffer(saveImages([savedOf([Buffer.from('layer')], tag)]));
    expect(archive.toString('latin1')).toContain(`"io.containerd.image.name":"${full}"`);
  });
});

describe('an image that somebody else saved', () => {
  it('is the same whoever saved it', async () => {
    const engine = await read(await stored('docker-save.tar'));
    const builder = await read(await stored('packed.tar'));
    expect(builder).toEqual(engine);
    expect(engine.config.digest).toBe(
      'sha256:d5a1f9769d7f457dc6ad4b71a45aefdef03dfd25b3795a2f1f9d02d2a1139eb7',
    );
    expect(engine.reference).toBe('nanoedge-fixture/saved:1');
  });

  it('may be an OCI layout, or come from an engine of any age', async () => {
    const image = await makeImage();
    for (const entries of [dockerEntries(image), ociEntries(image), newDockerEntries(image)]) {
      const found = await read(await tarOf(entries));
      expect(found.config.digest).toBe(image.imageId);
      expect(found.layers.map(({ digest }) => digest)).toEqual(image.diffIds);
    }
  });

  it('is refused when it is thin, cut, or has an entry that leads out', async () => {
    await expect(read(await stored('thin.tar'))).rejects.toThrow('The archive lacks layer 1 of 2');
    const whole = await stored('docker-save.tar');
    for (let length = 0; length < whole.length - 1_024; length += 97) {
      const [cut] = await Promise.allSettled([read(whole.subarray(0, length))]);
      expect(cut.status, `cut at ${length}`).toBe('rejected');
      if (cut.status === 'rejected') expect(cut.reason).toBeInstanceOf(ImageRefused);
    }
    for (const name of ['../x', '/x', 'a/../../x'])
      await expect(read(await tarOf([{ name, content: 'x' }]))).rejects.toThrow('outside of it');
  });
});

describe('a thin archive', () => {
  it('is the whole one without the layers that the engine has', async () => {
    const { config, layers, reference } = await read(await stored('packed.tar'));
    const parts = layers.map(({ content }) => part(content));
    const image = { tags: [reference ?? ''], config: part(config.content), layers: parts };
    const [lower] = layers;
    if (lower === undefined) throw new Error('the stored image has no layer');
    const whole = await entriesOf(await buffer(saveImages([image])));
    const thin = await entriesOf(await buffer(saveImages([image], new Set([lower.digest]))));
    expect(thin).toEqual(whole.filter(({ name }) => !name.endsWith(hexOf(lower.digest))));
    expect(whole.length - thin.length).toBe(1);
  });
});
