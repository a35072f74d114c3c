import { digestOf, sealManifest } from '@nanoedge/archive';
import {
  manifestEntry,
  manifestFileOf,
  rawEntries,
  type RawEntry,
  rawTar,
  rawZstd,
} from '@nanoedge/archive/testing';
import {
  type DeploymentSpec,
  parse,
  type SnapshotManifest,
  SnapshotManifest as ManifestSchema,
} from '@nanoedge/protocol';

export interface MadeSnapshot {
  id: string;
  bytes: Buffer;
  digest: string;
  manifest: SnapshotManifest;
}

/** Changes something before the snapshot is written: a test's way to make a bad one. */
export interface Tampering {
  manifest?: (manifest: SnapshotManifest) => object;
  entries?: (entries: RawEntry[]) => RawEntry[];
  checksum?: boolean;
}

const database = Buffer.from('rows of a database '.repeat(2_000));

/** A snapshot of a deployment, as its device would take it. */
export const makeSnapshot = async (
  of: { id: string; device: string; deployment: DeploymentSpec; takenAt?: number; run?: string },
  tampering: Tampering = {},
): Promise<MadeSnapshot> => {
  const { id, name, nanoservice, release, config, port, limits, change } = of.deployment;
  const volumes = [{ name: 'data', path: '/data' }];
  const entries = rawEntries(database);
  const draft = {
    format: 1,
    id: of.id,
    takenAt: of.takenAt ?? Date.now(),
    reason: 'manual',
    run: of.run ?? null,
    device: of.device,
    deployment: { id, name, nanoservice, release, config, port, limits, volumes, change },
    labels: { 'nanoedge.deployment': id },
    files: entries.map(manifestFileOf),
    volumesDigest: digestOf(''),
  };
  const { files, ...description } = parse(ManifestSchema, draft, 'manifest');
  const manifest = sealManifest(description, files);
  const text = JSON.stringify(tampering.manifest?.(manifest) ?? manifest);
  const tar = await rawTar([manifestEntry(text), ...(tampering.entries?.(entries) ?? entries)]);
  const bytes = rawZstd(tar, tampering.checksum ?? true);
  return { id: of.id, bytes, digest: digestOf(bytes), manifest };
};
