import { formatBytes } from '../bytes.ts';
import type { SnapshotFile } from '@nanoedge/protocol';

/** Why a snapshot is not what it says it is. `entry`: the name in the archive of what is wrong. */
export const snapshotDamage = {
  otherFile: (found: string, wanted: string): string =>
    `The whole file has ${found}, not ${wanted}.`,

  noZstd: 'It is no zstd file.',
  moreBehindFrame: 'There is more in it behind its end.',
  cutBehindFrame: 'It is cut short behind its end.',
  unpacksToMore: 'It unpacks to more than its manifest lists.',
  largeContent: (bytes: number): string =>
    `Its files have ${formatBytes(bytes)} together; 16 GiB are the most.`,
  moreBehindEntries: 'It is cut short, or has more in it, behind its last entry.',
  broken: (entry: string): string => `It is damaged or cut short at or after “${entry}”.`,

  empty: 'It is empty.',
  begins: (entry: string, manifest: string): string =>
    `It begins with “${entry}” instead of “${manifest}”.`,
  largeManifest: (manifest: string): string => `“${manifest}” is too large.`,
  otherList: (manifest: string): string =>
    `“${manifest}” is damaged: its list of files does not have the SHA-256 that it names.`,
  noVolume: (entry: string): string => `“${entry}” belongs to no volume of the deployment.`,
  noDigest: (entry: string): string => `The manifest has no SHA-256 of “${entry}”.`,
  listedTwice: (entry: string): string => `The manifest lists “${entry}” twice.`,

  unsafePath: (entry: string): string => `“${entry}” is no safe path.`,
  unsafeEntry: (entry: string): string =>
    `“${entry}” is not in the manifest, and no safe path in a volume.`,
  behindLink: (entry: string, through: string): string =>
    `“${entry}” lies behind “${through}”, which is no folder.`,

  unlisted: (entry: string): string => `“${entry}” is not in the manifest, or there twice.`,
  missing: (entry: string): string => `“${entry}” is missing.`,
  otherKind: (entry: string, kind: SnapshotFile['kind']): string =>
    `“${entry}” is not the ${kind} that the manifest names.`,
  otherSize: (entry: string, found: number, wanted: number): string =>
    `“${entry}” is damaged: it has ${String(found)} bytes instead of ${String(wanted)}.`,
  otherContent: (entry: string): string =>
    `“${entry}” is damaged: its SHA-256 is not the one in the manifest.`,
  otherOwner: (entry: string): string =>
    `“${entry}” has another owner or mode than the manifest names.`,
} as const;
