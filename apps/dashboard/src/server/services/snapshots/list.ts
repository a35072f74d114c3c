import { Bytes, parse } from '@nanoedge/protocol';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { loadSnapshotViews } from './load.ts';
import type { ListSnapshotsInput } from './schema.ts';
import type { SnapshotListView, SnapshotView } from './view.ts';

const sum = (snapshots: readonly SnapshotView[]): Bytes =>
  parse(
    Bytes,
    snapshots.reduce((bytes, snapshot) => bytes + snapshot.bytes, 0),
    'bytes',
  );

/** The snapshots of a site, or of one deployment, newest first. */
export const listSnapshots = async (
  deps: Deps,
  actor: Actor,
  input: ListSnapshotsInput,
): Promise<SnapshotListView> => {
  demand(actor, 'snapshot.read', input);
  const { views, rule } = await loadSnapshotViews(deps, input.site);
  const snapshots = views.filter(
    (view) => input.deployment === undefined || view.deployment === input.deployment,
  );
  return {
    snapshots,
    retention: rule,
    totalBytes: sum(snapshots),
    reclaimableBytes: sum(snapshots.filter((snapshot) => snapshot.reclaimable)),
  };
};
