import { formatBytes } from '../bytes.ts';
import { formatSpan } from '../spans.ts';

/** What the commands that change something say of their runs. `kind` and `state` as in JSON. */
export const runLines = {
  label: (kind: string, name: string, device: string): string => `${kind} ${name} on ${device}`,
  ofVersion: (label: string, version: string): string => `${label} (${version})`,
  accepted: (label: string, state: string, id: string): string => `${label}: ${state}, run ${id}`,
  followed: (label: string, id: string): string => `${label}, run ${id}`,
  done: (label: string, facts: string): string =>
    facts === '' ? `${label}: done` : `${label}: done, ${facts}`,
  /** `exitCode`: null where there is none, or `why` has it already. */
  notDone: (
    label: string,
    { state, why, exitCode }: { state: string; why: string | null; exitCode: number | null },
  ): string => {
    const told = why === null ? `${label}: ${state}` : `${label}: ${state}: ${why}`;
    return exitCode === null ? told : `${told} (exit code ${exitCode})`;
  },
  undoPossible: 'undo possible',
  none: 'No runs yet.',
} as const;

/** What is worth knowing of a run that is done. */
export const runFacts = {
  deployment: (ms: number): string => `deployment ${formatSpan(ms)}`,
  initiation: (ms: number): string => `initiation ${formatSpan(ms)}`,
  sent: (bytes: number): string => `${formatBytes(bytes)} sent`,
  snapshot: (id: string): string => `snapshot ${id}`,
} as const;

/** What the commands print of snapshots. */
export const snapshotLines = {
  files: (count: number): string => `${count} files`,
  reclaimable: 'reclaimable',
  all: (
    count: number,
    {
      bytes,
      reclaimable,
      keepCount,
      keepDays,
    }: Record<'bytes' | 'reclaimable' | 'keepCount' | 'keepDays', number>,
  ): string =>
    `${count} snapshots, ${formatBytes(bytes)}; kept: ${keepCount} of each deployment, ${keepDays} days; reclaimable ${formatBytes(reclaimable)}`,
  deleted: (id: string, name: string): string => `The snapshot ${id} of ${name} was deleted.`,
} as const;

/** What the commands say of images. */
export const imageLines = {
  given: (image: string, bytes: number): string =>
    `${image}: ${formatBytes(bytes)} given to the dashboard`,
  layers: (sharedBytes: number, ownBytes: number): string =>
    `shared layer ${formatBytes(sharedBytes).padStart(7)}  own layer ${formatBytes(ownBytes).padStart(7)}`,
} as const;
