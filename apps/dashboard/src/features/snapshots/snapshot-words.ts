import type { Outputs } from '@/browser/api/trpc.ts';

export type SnapshotList = Outputs['snapshots']['list'];
export type Snapshot = SnapshotList['snapshots'][number];
export type SnapshotDetail = Outputs['snapshots']['get'];

/** Where the browser fetches the file. */
export const snapshotHref = (id: string): string => `/api/snapshots/${encodeURIComponent(id)}`;

/**
 * What restoring to a place does to what runs there. `takes`: the deployment that has the name on
 * the device now.
 */
export const restoreWords = (takes: { name: string; version: string } | null): string =>
  takes === null
    ? 'Nothing of that name runs there: it is added with its release, config and volumes as they were.'
    : `${takes.name} (${takes.version}) runs there: a snapshot of it is taken first, then its release, config and volumes are replaced.`;
