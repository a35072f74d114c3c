import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import {
  type DeploymentSpec,
  parse,
  type SnapshotFile,
  SnapshotManifest,
  snapshotVolumesText,
} from '@nanoedge/protocol';
import { pack } from 'tar-stream';

export const sha256 = (bytes: Buffer | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export interface TarEntry {
  name: string;
  type: 'file' | 'directory' | 'symlink';
  content: Buffer;
  mode: number;
  link?: string;
}
export interface MadeSnapshot {
  id: string;
  bytes: Buffer;
  digest: string;
  manifest: SnapshotManifest;
}

/** Changes something before the snapshot is written: a test's way to make a bad one. */
export interface Tampering {
  manifest?: (manifest: SnapshotManifest) => object;
  entries?: (entries: TarEntry[]) => TarEntry[];
  checksum?: boolean;
}

const database = Buffer.from('rows of a database '.repeat(2_000));
const contents: TarEntry[] = [
  { name: 'data/rooms', type: 'directory', content: Buffer.alloc(0), mode: 0o755 },
  { name: 'data/app.db', type: 'file', content: database, mode: 0o600 },
  { name: 'data/rooms/ünï.txt', type: 'file', content: Buffer.from('a room'), mode: 0o644 },
  { name: 'data/empty', type: 'file', content: Buffer.alloc(0), mode: 0 },
  { name: 'data/latest', type: 'symlink', content: Buffer.alloc(0), mode: 0o777, link: 'app.db' },
];

const listed = ({ name, type, content, mode }: TarEntry): object => ({
  volume: 'data',
  path: name.slice('data/'.length),
  kind: type,
  bytes: content.length,
  mode,
  uid: 10_001,
  gid: 10_001,
  sha256: type === 'file' ? sha256(content) : null,
});

export const volumesDigestOf = (files: readonly SnapshotFile[]): string =>
  sha256(snapshotVolumesText(files));

const write = async (
  manifest: object,
  entries: readonly TarEntry[],
  checksum: boolean,
): Promise<Buffer> => {
  const tar = pack();
  const text = JSON.stringify(manifest);
  for (const { name, type, content, mode, link } of [
    {
      name: 'manifest.json',
      type: 'file' as const,
      content: Buffer.from(text),
      mode: 0o600,
      link: undefined,
    },
    ...entries.map((entry) => ({ link: undefined, ...entry })),
  ]) {
    // The library takes a mode of 0 for "not given"; it masks the added bit out.
    const header = { name, type, mode: mode | 0o100_000, uid: 10_001, gid: 10_001 };
    if (type === 'file') tar.entry({ ...header, size: content.length }, content);
    else tar.entry(link === undefined ? header : { ...header, linkname: link });
  }
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return zstdCompressSync(Buffer.concat(chunks), {
    params: { [constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0 },
  });
};

/** A snapshot of a deployment, as its device would take it. */
export const makeSnapshot = async (
  of: { id: string; device: string; deployment: DeploymentSpec; takenAt?: number; run?: string },
  tampering: Tampering = {},
): Promise<MadeSnapshot> => {
  const { id, name, nanoservice, release, config, port, limits, change } = of.deployment;
  const files = contents.map(listed);
  const draft = {
    format: 1,
    id: of.id,
    takenAt: of.takenAt ?? Date.now(),
    reason: 'manual',
    run: of.run ?? null,
    device: of.device,
    deployment: {
      id,
      name,
      nanoservice,
      release,
      config,
      port,
      limits,
      volumes: [{ name: 'data', path: '/data' }],
      change,
    },
    labels: { 'nanoedge.deployment': id },
    files,
    volumesDigest: sha256(''),
  };
  const sound = parse(SnapshotManifest, draft, 'manifest');
  const manifest = parse(
    SnapshotManifest,
    { ...sound, volumesDigest: volumesDigestOf(sound.files) },
    'manifest',
  );
  const entries = contents.map((entry) => ({ ...entry, name: `volumes/${entry.name}` }));
  const bytes = await write(
    tampering.manifest?.(manifest) ?? manifest,
    tampering.entries?.(entries) ?? entries,
    tampering.checksum ?? true,
  );
  return { id: of.id, bytes, digest: sha256(bytes), manifest };
};
