import { gzipSync } from 'node:zlib';
import type { Digest, SnapshotFile } from '@nanoedge/protocol';
import { digestOf } from '../digest.ts';
import type { SnapshotFault } from '../snapshot/damaged.ts';
import { sealManifest, type SnapshotDescription } from '../snapshot/manifest.ts';
import {
  manifestFileOf,
  manifestEntry,
  rawEntries,
  rawTar,
  rawZstd,
  type RawEntry,
} from './raw-snapshot.ts';
import { declareSize, spoilChecksum } from './tar-headers.ts';

/** A file that no reader may take for a snapshot, and the word with which all refuse it. */
export interface MalformedSnapshot {
  name: string;
  word: SnapshotFault;
  bytes: Buffer;
  /** The digest under which it is announced. */
  stated: Digest;
}

/** How a snapshot is made wrong; what is left out stays right. */
interface Change {
  entries?: (entries: RawEntry[]) => RawEntry[];
  files?: (files: SnapshotFile[]) => object[];
  /** The manifest's text, after it was sealed. */
  text?: (text: string) => string;
  order?: (all: RawEntry[]) => RawEntry[];
  tar?: (tar: Buffer) => Buffer;
  file?: (zstd: Buffer, tar: Buffer) => Buffer;
}

type Case = [name: string, word: SnapshotFault, change: Change];

const at = (path: string): string => `volumes/data/${path}`;
const stranger = (name: string, type: RawEntry['type'] = 'file'): RawEntry => ({
  name,
  type,
  content: type === 'file' ? Buffer.from('evil') : Buffer.alloc(0),
  mode: 0o644,
  link: 'app.db',
});
const adding = (name: string, type?: RawEntry['type']): Change => ({
  entries: (all) => [...all, stranger(name, type)],
});
const changing = (path: string, more: Partial<RawEntry>): Change => ({
  entries: (all) => all.map((one) => (one.name === at(path) ? { ...one, ...more } : one)),
});
const describing = (path: string, more: object): Change => ({
  files: (all) => all.map((one) => (one.path === path ? { ...one, ...more } : one)),
});
const listing = (path: string, more: object = {}): Change => ({
  files: (all) => [...all, { ...manifestFileOf(stranger(at('more'))), path, ...more }],
});
const saying = (more: object): Change => ({
  text: (text) => JSON.stringify({ ...JSON.parse(text), ...more }),
});

const unsafePaths = [
  '/etc/passwd',
  '..',
  '.',
  '../x',
  './x',
  'rooms/../../x',
  'rooms//x',
  'é\0x',
  '..\\x',
  '\\x',
  'C:\\x',
  'rooms\\..\\..\\x',
];
const foreignTypes = [
  'link',
  'character-device',
  'block-device',
  'fifo',
  'contiguous-file',
] as const;

const paths: Case[] = [
  ...unsafePaths.flatMap((path): Case[] => [
    [`lists the path ${JSON.stringify(path)}`, 'path', listing(path)],
    [`has an entry at ${JSON.stringify(path)}`, 'path', adding(at(path))],
  ]),
  ['lists an empty path', 'path', listing('')],
  [
    'has the volume itself',
    'path',
    {
      ...listing('', { kind: 'directory', bytes: 0, sha256: null }),
      ...adding('volumes/data', 'directory'),
    },
  ],
  ['lists a path that ends in /', 'path', listing('rooms/')],
  ...['volumes', 'volumes/data', '/volumes/data/x', 'etc/passwd', '../../etc/cron.d/x'].flatMap(
    (name): Case[] => [
      [`has a file ${name}`, 'path', adding(name)],
      [`has a folder ${name}`, 'path', adding(name, 'directory')],
    ],
  ),
  ['has its manifest again', 'path', adding('manifest.json')],
  ['names a file with ./ before it', 'path', changing('app.db', { name: `./${at('app.db')}` })],
  ['lists a file behind a link', 'path', listing('latest/x')],
  ['lists a file behind a file', 'path', listing('app.db/x')],
];

const entries: Case[] = [
  ['has a file twice', 'unlisted', { entries: (all) => [...all, ...all.slice(1, 2)] }],
  ['has a folder twice', 'unlisted', { entries: (all) => [...all, ...all.slice(0, 1)] }],
  ...(['file', 'directory', 'symlink', ...foreignTypes] as const).map(
    (type): Case => [`has a ${type} more`, 'unlisted', adding(at('more'), type)],
  ),
  ...rawEntries().map(
    ({ name }): Case => [
      `lacks ${name}`,
      'missing',
      { entries: (all) => all.filter((one) => one.name !== name) },
    ],
  ),
  ...(['directory', 'symlink', ...foreignTypes] as const).map(
    (type): Case => [`has a ${type} where a file belongs`, 'kind', changing('app.db', { type })],
  ),
  ['has a file where a folder belongs', 'kind', changing('rooms', { type: 'file' })],
  ['has a file where a link belongs', 'kind', changing('latest', { type: 'file' })],
  [
    'has a longer file',
    'size',
    changing('app.db', { content: Buffer.from('rows and rows of it') }),
  ],
  ['has a shorter file', 'size', changing('app.db', { content: Buffer.from('rows') })],
  [
    'has other bytes',
    'content',
    changing('app.db', { content: Buffer.from('rows of a databasE') }),
  ],
  ['has another mode', 'owner', changing('app.db', { mode: 0o4755 })],
  ['has another user', 'owner', changing('app.db', { uid: 0 })],
  ['has another group', 'owner', changing('rooms', { gid: 0 })],
  [
    'declares eight gigabytes where it has a few bytes',
    'size',
    { tar: (tar) => declareSize(tar, at('app.db'), 8 * 1024 ** 3) },
  ],
  [
    'declares a folder that has bytes',
    'stream',
    { tar: (tar) => declareSize(tar, at('rooms'), 1024) },
  ],
];

const manifests: Case[] = [
  ['lists a file twice', 'manifest', { files: (all) => [...all, ...all.slice(1, 2)] }],
  ['lists a volume that it does not have', 'manifest', listing('x', { volume: 'other' })],
  ['lists another size', 'size', describing('app.db', { bytes: 17 })],
  ['lists a size that no file has', 'size', describing('app.db', { bytes: 2 ** 52 })],
  ['lists a folder that has bytes', 'size', describing('rooms', { bytes: 5 })],
  ['lists another digest', 'content', describing('app.db', { sha256: digestOf('other') })],
  ['lists a file without a digest', 'manifest', describing('app.db', { sha256: null })],
  ['lists a folder with a digest', 'manifest', describing('rooms', { sha256: digestOf('') })],
  ['lists a mode with more than a mode', 'owner', describing('app.db', { mode: 0o100_600 })],
  ['has another digest of its list', 'manifest', saying({ volumesDigest: digestOf('other') })],
  ['has another format', 'manifest', saying({ format: 2 })],
  ['has no id', 'manifest', saying({ id: null })],
  ['has no list', 'manifest', saying({ files: undefined })],
  ...['', '{', 'null', '[]', '7', 'manifest', '\0'].map(
    (text): Case => [`has the manifest ${JSON.stringify(text)}`, 'manifest', { text: () => text }],
  ),
  ['has half a manifest', 'manifest', { text: (text) => text.slice(0, text.length / 2) }],
  ['has a manifest with more behind it', 'manifest', { text: (text) => `${text}{}` }],
  ['has no manifest', 'manifest', { order: (all) => all.slice(1) }],
  ['has its manifest last', 'manifest', { order: ([first, ...rest]) => [...rest, ...one(first)] }],
  [
    'has its manifest second',
    'manifest',
    { order: ([first, second, ...rest]) => [...one(second), ...one(first), ...rest] },
  ],
  ...(['directory', 'symlink', ...foreignTypes] as const).map(
    (type): Case => [
      `has a ${type} for a manifest`,
      'manifest',
      { order: ([first, ...rest]) => [...one(first).map((it) => ({ ...it, type })), ...rest] },
    ],
  ),
  [
    'declares a manifest of eight gigabytes',
    'manifest',
    { tar: (tar) => declareSize(tar, 'manifest.json', 8 * 1024 ** 3) },
  ],
];

const blocks = (count: number, byte = 0): Buffer => Buffer.alloc(count * 512, byte);
const replacing = (bytes: Buffer): Change => ({ file: () => bytes });

const emptyFrame = rawZstd(Buffer.alloc(0));

const streams: Case[] = [
  ['is empty', 'stream', replacing(Buffer.alloc(0))],
  ['is a text', 'stream', replacing(Buffer.from('no snapshot '.repeat(99)))],
  ['is a tar', 'stream', { file: (_zstd, tar) => tar }],
  ['is gzip', 'stream', { file: (_zstd, tar) => gzipSync(tar) }],
  ['is zstd around nothing', 'manifest', replacing(rawZstd(Buffer.alloc(0)))],
  ['is zstd around an empty tar', 'manifest', replacing(rawZstd(blocks(2)))],
  ['is zstd around no tar', 'stream', replacing(rawZstd(blocks(2, 7)))],
  ['is zstd around zstd', 'stream', { file: (zstd) => rawZstd(zstd) }],
  ['is zstd around gzip', 'stream', { file: (_zstd, tar) => rawZstd(gzipSync(tar)) }],
  ['has a byte behind it', 'stream', { file: (zstd) => Buffer.concat([zstd, Buffer.from('x')]) }],
  ['has zeros behind it', 'stream', { file: (zstd) => Buffer.concat([zstd, blocks(200)]) }],
  ['is there twice', 'stream', { file: (zstd) => Buffer.concat([zstd, zstd]) }],
  [
    'has two empty frames behind it',
    'stream',
    { file: (zstd) => Buffer.concat([zstd, emptyFrame, emptyFrame]) },
  ],
  [
    'has half an empty frame behind it',
    'stream',
    { file: (zstd) => Buffer.concat([zstd, emptyFrame.subarray(0, 6)]) },
  ],
  [
    'is cut into two frames',
    'stream',
    {
      file: (_zstd, tar) =>
        Buffer.concat([rawZstd(tar.subarray(0, 1024)), rawZstd(tar.subarray(1024))]),
    },
  ],
  [
    'has a frame to skip before it',
    'stream',
    { file: (zstd) => Buffer.concat([Buffer.from('502a4d180100000000', 'hex'), zstd]) },
  ],
  ['has more zeros in its tar', 'stream', { tar: (tar) => Buffer.concat([tar, blocks(18)]) }],
  ['has more in its tar', 'stream', { tar: (tar) => Buffer.concat([tar, blocks(1, 1)]) }],
  [
    'has half a block in its tar',
    'stream',
    { tar: (tar) => Buffer.concat([tar, Buffer.alloc(9)]) },
  ],
  ['has no end in its tar', 'stream', { tar: (tar) => tar.subarray(0, -1024) }],
  ['has half an end in its tar', 'stream', { tar: (tar) => tar.subarray(0, -512) }],
  ['has a spoilt header', 'stream', { tar: (tar) => spoilChecksum(tar, at('app.db')) }],
];

const one = <T>(item: T | undefined): T[] => (item === undefined ? [] : [item]);

const apply = async (description: SnapshotDescription, change: Change): Promise<Buffer> => {
  const sound = rawEntries();
  const files = (change.files?.(sound.map(manifestFileOf)) ??
    sound.map(manifestFileOf)) as SnapshotFile[];
  const text = JSON.stringify(sealManifest(description, files));
  const head = manifestEntry(change.text?.(text) ?? text);
  const all = [head, ...(change.entries?.(sound) ?? sound)];
  const tar = await rawTar(change.order?.(all) ?? all);
  const packed = change.tar?.(tar) ?? tar;
  const zstd = rawZstd(packed);
  return change.file?.(zstd, packed) ?? zstd;
};

/** Every way in which we know how to make a snapshot of `description` wrong. */
export const malformedSnapshots = async (
  description: SnapshotDescription,
): Promise<MalformedSnapshot[]> =>
  Promise.all(
    [...paths, ...entries, ...manifests, ...streams].map(async ([name, word, change]) => {
      const bytes = await apply(description, change);
      return { name, word, bytes, stated: digestOf(bytes) };
    }),
  );

/** A snapshot cut at every length, or at every `step`th. */
export function* cutSnapshots(bytes: Buffer, step = 1): Generator<MalformedSnapshot> {
  for (let length = 0; length < bytes.length; length += step) {
    const cut = bytes.subarray(0, length);
    yield { name: `cut at ${length}`, word: 'stream', bytes: cut, stated: digestOf(cut) };
  }
}

/** A snapshot with one bit turned over: each of them, or every `step`th. */
export function* turnedBits(bytes: Buffer, step = 1): Generator<MalformedSnapshot> {
  const stated = digestOf(bytes);
  for (let bit = 0; bit < bytes.length * 8; bit += step) {
    const turned = Buffer.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield { name: `bit ${bit} turned`, word: 'digest', bytes: turned, stated };
  }
}
