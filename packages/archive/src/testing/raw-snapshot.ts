import { buffer } from 'node:stream/consumers';
import { constants, zstdCompressSync } from 'node:zlib';
import {
  Digest,
  parse,
  SnapshotFile,
  SnapshotManifest,
  type SnapshotManifest as Manifest,
} from '@nanoedge/protocol';
import { digestOf } from '../digest.ts';
import { sealManifest, type SnapshotDescription } from '../snapshot/manifest.ts';
import { packTar, type TarEntry } from '../tar.ts';

/** An entry as a test wants it, right or wrong. */
export interface RawEntry {
  name: string;
  type: NonNullable<TarEntry['header']['type']>;
  content: Buffer;
  mode: number;
  uid?: number;
  gid?: number;
  link?: string;
}

/** Uid and gid of what a test does not say otherwise. */
export const rawOwner = 10_001;

const withContent = new Set<string>(['file', 'contiguous-file']);

const tarEntry = ({ name, type, content, mode, uid, gid, link }: RawEntry): TarEntry => ({
  header: {
    name,
    type,
    mode,
    size: withContent.has(type) ? content.length : 0,
    uid: uid ?? rawOwner,
    gid: gid ?? rawOwner,
    mtime: new Date(0),
    ...(link === undefined ? {} : { linkname: link }),
  },
  ...(withContent.has(type) ? { content: [content] } : {}),
});

export const manifestEntry = (text: string): RawEntry => ({
  name: 'manifest.json',
  type: 'file',
  content: Buffer.from(text),
  mode: 0o600,
});

export const rawTar = async (entries: readonly RawEntry[]): Promise<Buffer> =>
  buffer(packTar(entries.map(tarEntry)));

export const rawZstd = (bytes: Buffer, checksum = true): Buffer =>
  zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0 } });

/** What a manifest says of an entry of volume `data`. */
export const manifestFileOf = (entry: RawEntry): SnapshotFile =>
  parse(
    SnapshotFile,
    {
      volume: 'data',
      path: entry.name.slice('volumes/data/'.length),
      kind: entry.type,
      bytes: entry.content.length,
      mode: entry.mode,
      uid: entry.uid ?? rawOwner,
      gid: entry.gid ?? rawOwner,
      sha256: entry.type === 'file' ? digestOf(entry.content) : null,
    },
    'file',
  );

const file = (path: string, more: Omit<RawEntry, 'name'>): RawEntry => ({
  name: `volumes/data/${path}`,
  ...more,
});
const none = Buffer.alloc(0);

/** One of everything that a snapshot can hold. */
export const rawEntries = (database = Buffer.from('rows of a database')): RawEntry[] => [
  file('rooms', { type: 'directory', content: none, mode: 0o755 }),
  file('app.db', { type: 'file', content: database, mode: 0o600 }),
  file('rooms/ünï.txt', { type: 'file', content: Buffer.from('a room'), mode: 0o644 }),
  file('empty', { type: 'file', content: none, mode: 0 }),
  file('latest', { type: 'symlink', content: none, mode: 0o777, link: 'app.db' }),
];

/** A description for tests that have no deployment of their own. */
export const aDescription = (): SnapshotDescription => {
  return parse(
    SnapshotManifest,
    {
      format: 1,
      id: 'snapshot-1',
      takenAt: 1_700_000_000_000,
      reason: 'manual',
      run: null,
      device: 'device-1',
      deployment: {
        id: 'deployment-1',
        name: 'authentication',
        nanoservice: 'authentication-engine',
        release: {
          version: '1.0.0',
          image: 'nanoedge/authentication-engine:1.0.0',
          imageId: digestOf('image'),
          archive: null,
        },
        config: {},
        port: null,
        limits: { memoryBytes: 16_000_000, pids: 32 },
        volumes: [{ name: 'data', path: '/data' }],
        change: null,
      },
      labels: {},
      files: [],
      volumesDigest: digestOf(''),
    },
    'manifest',
  );
};

export interface RawSnapshot {
  bytes: Buffer;
  digest: Digest;
  manifest: Manifest;
}

export const rawSnapshot = async (
  description: SnapshotDescription,
  entries = rawEntries(),
): Promise<RawSnapshot> => {
  const manifest = sealManifest(description, entries.map(manifestFileOf));
  const bytes = rawZstd(await rawTar([manifestEntry(JSON.stringify(manifest)), ...entries]));
  return { bytes, digest: digestOf(bytes), manifest };
};
