import type { Outputs } from '@/browser/api/trpc.ts';

export type SnapshotList = Outputs['snapshots']['list'];
export type Snapshot = SnapshotList['snapshots'][number];
export type SnapshotDetail = Outputs['snapshots']['get'];

/** Where the browser fetches the file. */
export const snapshotHref = (id: string): string => `/api/snapshots/${encodeURIComponent(id)}`;
