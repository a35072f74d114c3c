import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Digest, parse } from '@nanoedge/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importImage } from '../../src/server/services/images/import.ts';
import type { ImageStore } from '../../src/server/services/storage-ports.ts';
import { openImages } from '../../src/server/storage/image-files.ts';
import {
  dockerEntries,
  type ImageEntry,
  inChunks,
  makeImage,
  newDockerEntries,
  ociEntries,
  tarOf,
} from '@nanoedge/archive/testing';

const run = promisify(execFile);
const savedImage = 'nanoedge/presence-detection:0.1.0';

let folder: string;
let store: ImageStore;
let saved: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nanoedge-images-'));
  store = await openImages(path.join(folder, 'images'), pino({ level: 'silent' }));
  await run('docker', ['save', savedImage, '-o', path.join(folder, 'saved.tar')]);
  saved = await readFile(path.join(folder, 'saved.tar'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const take = (bytes: Buffer) => importImage(store, inChunks(bytes));
const storedFiles = async (): Promise<string[]> => {
  const found = await readdir(path.join(folder, 'images'), {
    recursive: true,
    withFileTypes: true,
  });
  return found.filter((one) => one.isFile()).map((one) => one.name);
};
const digest = (text: string): Digest => parse(Digest, text, 'digest');
const storedDigest = async (of: Digest): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of store.read(of)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
};

describe('reading an image archive', () => {
  it('takes what the engine saves, plain, gzip or zstd, and finds the id and layers that the engine names', async () => {
    const { stdout } = await run('docker', ['image', 'inspect', savedImage]);
    const [inspected] = JSON.parse(stdout);
    const image = await take(saved);
    expect(image).toMatchObject({
      imageId: inspected.Id,
      reference: savedImage,
      architecture: inspected.Architecture,
    });
    expect(image.layers.map((layer) => layer.digest)).toEqual(inspected.RootFS.Layers);
    expect(image.bytes).toBe(image.layers.reduce((sum, layer) => sum + layer.bytes, 0));
    for (const of of [image.imageId, ...image.layers.map((layer) => layer.digest)])
      expect(await storedDigest(of)).toBe(of);
    expect(await store.size(image.imageId)).toBe(image.configBytes);
    const before = await storedFiles();
    expect(await take(gzipSync(saved))).toEqual(image);
    expect(await take(zstdCompressSync(saved))).toEqual(image);
    expect(await storedFiles()).toEqual(before);
  });

  it('stores the compressed layers of an OCI layout uncompressed, and leaves attestations aside', async () => {
    const made = await makeImage();
    const image = await take(await tarOf(ociEntries(made)));
    expect(image).toMatchObject({
      imageId: made.imageId,
      reference: 'lab/oci:2',
      architecture: 'arm64',
    });
    expect(image.layers).toEqual(
      made.layers.map((layer, index) => ({ digest: made.diffIds[index], bytes: layer.length })),
    );
    expect(await storedDigest(digest(made.diffIds[1] ?? ''))).toBe(made.diffIds[1]);
  });

  it('takes archives of older and newer engines, with their entries in any order', async () => {
    const made = await makeImage({ files: ['one', 'two', 'three'] });
    const old = await take(await tarOf(dockerEntries(made).toReversed()));
    const recent = await take(await tarOf(newDockerEntries(made).toReversed()));
    expect(recent).toEqual({ ...old, reference: 'lab/new:3' });
    expect(old.layers.map((layer) => layer.digest)).toEqual(made.diffIds);
  });

  it('follows the links by which old archives name a layer twice', async () => {
    const made = await makeImage({ files: ['same', 'same'] });
    const [first, second] = dockerEntries(made).filter((entry) =>
      entry.name.endsWith('/layer.tar'),
    );
    const others = dockerEntries(made).filter((entry) => !entry.name.endsWith('/layer.tar'));
    const twin = 'a'.repeat(64);
    const manifest = [
      {
        Config: `${made.imageId.slice(7)}.json`,
        RepoTags: null,
        Layers: [`${twin}/layer.tar`, second?.name],
      },
    ];
    const entries: ImageEntry[] = [
      { name: `${twin}/layer.tar`, link: `../${path.dirname(first?.name ?? '')}/layer.tar` },
      ...others.filter((entry) => entry.name !== 'manifest.json'),
      { name: first?.name ?? '', content: made.layers[0] ?? '' },
      { name: 'manifest.json', content: JSON.stringify(manifest) },
    ];
    const image = await take(await tarOf(entries));
    expect(image.layers.map((layer) => layer.digest)).toEqual(made.diffIds);
    expect(image.reference).toBe(`nanoedge/upload:${made.imageId.slice(7, 19)}`);
  });
});

describe('an archive that is refused', () => {
  const made = makeImage({ files: ['refused'] });
  const replace = (
    entries: ImageEntry[],
    name: RegExp,
    content: (old: ImageEntry) => ImageEntry[],
  ): ImageEntry[] => entries.flatMap((entry) => (name.test(entry.name) ? content(entry) : [entry]));
  const flip = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x10;
    return copy;
  };
  const cases: Record<string, { make: () => Promise<Buffer>; says: RegExp }> = {
    'is text': {
      make: () => Promise.resolve(Buffer.from('hello '.repeat(500))),
      says: /no tar archive/,
    },
    'is empty': { make: () => Promise.resolve(Buffer.alloc(0)), says: /empty/ },
    'is a tar of something else': {
      make: () => tarOf([{ name: 'readme', content: 'x' }]),
      says: /neither manifest\.json nor index\.json/,
    },
    'is cut short': {
      make: () => Promise.resolve(saved.subarray(0, saved.length / 2)),
      says: /cut short/,
    },
    'is cut short gzip': {
      make: () => Promise.resolve(gzipSync(saved).subarray(0, 100_000)),
      says: /cut short/,
    },
    'has a flipped byte in a layer': {
      make: async () => flip(await tarOf(dockerEntries(await made)), 3_000),
      says: /layer\.tar” is damaged/,
    },
    'has a flipped byte in a compressed layer': {
      make: async () =>
        tarOf(
          replace(ociEntries(await made), /^blobs/, (old) => [
            { ...old, content: flipLast(Buffer.from(old.content ?? ''), flip) },
          ]),
        ),
      says: /damaged/,
    },
    'lacks a layer': {
      make: async () => tarOf(replace(dockerEntries(await made), /layer\.tar$/, () => [])),
      says: /lacks layer 1 of 1/,
    },
    'lacks its config': {
      make: async () => tarOf(replace(dockerEntries(await made), /^[0-9a-f]{64}\.json$/, () => [])),
      says: /lacks the image’s config/,
    },
    'has a config of another digest': {
      make: async () =>
        tarOf(
          replace(dockerEntries(await made), /^[0-9a-f]{64}\.json$/, (old) => [
            { ...old, content: `${String(old.content)} ` },
          ]),
        ),
      says: /\.json” is damaged/,
    },
    'has two images': {
      make: async () => {
        const image = await made;
        const one = (tag: string) => ({
          Config: `${image.imageId.slice(7)}.json`,
          RepoTags: [tag],
          Layers: [],
        });
        return tarOf(
          replace(dockerEntries(image), /^manifest\.json$/, (old) => [
            { ...old, content: JSON.stringify([one('lab/a:1'), one('lab/b:1')]) },
          ]),
        );
      },
      says: /several images: lab\/a:1, lab\/b:1/,
    },
    'is for another system': {
      make: async () => tarOf(dockerEntries(await makeImage({ os: 'windows' }))),
      says: /for windows; devices run Linux/,
    },
    'has too many layers': {
      make: async () =>
        tarOf(
          dockerEntries(
            await makeImage({
              files: Array.from({ length: 128 }, (_one, index) => `f${String(index)}`),
            }),
          ),
        ),
      says: /more than 127 layers/,
    },
    'names a path outside of itself': {
      make: async () => tarOf([...dockerEntries(await made), { name: '../evil', content: 'x' }]),
      says: /points outside/,
    },
    'has a link to outside of itself': {
      make: async () =>
        tarOf(
          replace(dockerEntries(await made), /layer\.tar$/, (old) => [
            { name: old.name, link: '../../etc/shadow' },
          ]),
        ),
      says: /points outside/,
    },
    'has links in a circle': {
      make: async () =>
        tarOf(
          replace(dockerEntries(await made), /layer\.tar$/, (old) => [
            { name: old.name, link: 'layer.tar' },
          ]),
        ),
      says: /lacks layer 1/,
    },
  };
  const flipLast = (bytes: Buffer, how: typeof flip): Buffer =>
    bytes.length > 60 ? how(bytes, bytes.length - 5) : bytes;

  for (const [name, { make, says }] of Object.entries(cases)) {
    it(`because it ${name} says so and leaves nothing behind`, async () => {
      const before = await storedFiles();
      await expect(take(await make())).rejects.toThrow(says);
      expect(await storedFiles()).toEqual(before);
      expect(await readdir(path.join(folder, 'images', 'incoming'))).toEqual([]);
    });
  }

  it('leaves nothing behind either when its sender goes away', async () => {
    const before = await storedFiles();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield saved.subarray(0, 1_000_000);
      throw new Error('the connection was lost');
    }
    await expect(importImage(store, broken())).rejects.toThrow('the connection was lost');
    expect(await storedFiles()).toEqual(before);
  });
});
