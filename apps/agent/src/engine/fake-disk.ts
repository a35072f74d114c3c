import type { Readable } from 'node:stream';
import {
  digestOf,
  DockerManifest,
  gather,
  ImageConfig,
  packTar,
  readTar,
  type TarEntry,
} from '@nanoedge/archive';
import * as z from 'zod/mini';
import { type Digest, parseJson } from '@nanoedge/protocol';
import { EngineRefused } from '../errors.ts';
import type { ImageInfo } from './engine.ts';

/** A file, folder (`content` null) or link of a volume in memory. */
export interface FakeFile {
  kind: 'file' | 'directory' | 'symlink';
  content: Buffer;
  mode: number;
  uid: number;
  gid: number;
  target: string | null;
}

/** A volume in memory: relative path → what is there. */
export type FakeVolume = Map<string, FakeFile>;

export const fakeFile = (content: string, change: Partial<FakeFile> = {}): FakeFile => ({
  kind: 'file',
  content: Buffer.from(content),
  mode: 0o600,
  uid: 65_532,
  gid: 65_532,
  target: null,
  ...change,
});

const root: TarEntry = {
  header: {
    name: './',
    type: 'directory',
    mode: 0o750,
    uid: 65_532,
    gid: 65_532,
    mtime: new Date(0),
  },
};

export const readVolume = (volume: FakeVolume): Readable =>
  packTar([
    root,
    ...[...volume].map(
      ([path, { kind, content, mode, uid, gid, target }]): TarEntry => ({
        header: {
          name: `./${path}${kind === 'directory' ? '/' : ''}`,
          type: kind,
          mode,
          uid,
          gid,
          size: content.length,
          mtime: new Date(0),
          ...(target === null ? {} : { linkname: target }),
        },
        content: kind === 'file' ? [content] : [],
      }),
    ),
  ]);

export const writeVolume = async (volume: FakeVolume, tar: Readable): Promise<void> => {
  for await (const { header, content } of readTar(tar)) {
    const path = header.name.replace(/^\.\//, '').replace(/\/$/, '');
    if (path === '' || path === '.') continue;
    const { type, mode, uid, gid, linkname } = header;
    if (type !== 'file' && type !== 'directory' && type !== 'symlink')
      throw new EngineRefused(500, `unknown type of ${path}`);
    volume.set(path, {
      kind: type,
      content: await gather(content),
      mode,
      uid,
      gid,
      target: type === 'symlink' ? linkname : null,
    });
  }
};

/** Of an image's config the engine needs no more to know its layers. */
const Layered = z.pick(ImageConfig, { rootfs: true });

export interface LoadedImage {
  info: ImageInfo;
  tags: string[];
  layers: Digest[];
}

/**
 * Reads a `docker save` archive as an engine with graph drivers does: a layer may be missing when
 * the engine has it on top of the same layers, and every layer is checked against the config.
 */
export const readSavedImage = async (
  archive: Readable,
  has: (chain: readonly Digest[]) => boolean,
): Promise<LoadedImage> => {
  const files = new Map<string, Buffer>();
  for await (const { header, content } of readTar(archive))
    files.set(header.name, await gather(content));
  const file = (name: string): Buffer => {
    const found = files.get(name);
    if (found === undefined)
      throw new EngineRefused(500, `open ${name}: no such file or directory`);
    return found;
  };
  const [entry] = parseJson(DockerManifest, file('manifest.json').toString(), 'manifest.json');
  if (entry === undefined) throw new EngineRefused(500, 'empty manifest.json');
  const config = file(entry.Config);
  const layers = parseJson(Layered, config.toString(), 'image config').rootfs.diff_ids;
  let bytes = 0;
  for (const [at, digest] of layers.entries()) {
    const path = entry.Layers?.[at] ?? '';
    bytes += files.get(path)?.length ?? 0;
    if (!has(layers.slice(0, at + 1)) && digestOf(file(path)) !== digest)
      throw new EngineRefused(500, `wrong diff id of layer ${digest}`);
  }
  return { info: { id: digestOf(config), bytes }, tags: entry.RepoTags ?? [], layers };
};
