import { dayMs } from '@nanoedge/base';
import type { DeploymentId, SnapshotId } from '@nanoedge/protocol';

export interface RetentionRule {
  keepCount: number;
  keepDays: number;
}
/** `needed`: an open run needs it. `removedAt`: when its deployment was removed, if it was. */
export interface Keepable {
  id: SnapshotId;
  deployment: DeploymentId;
  takenAt: number;
  needed: boolean;
  removedAt: number | null;
}

/**
 * Which snapshots may be deleted at `now` (epoch ms): of each deployment those beyond the newest
 * `keepCount`, and those older than `keepDays`; never the newest of a deployment, unless that was
 * removed `keepDays` ago, and none that an open run needs.
 */
export const reclaimable = (
  snapshots: readonly Keepable[],
  rule: RetentionRule,
  now: number,
): Set<SnapshotId> => {
  const newestFirst = snapshots.toSorted((a, b) => b.takenAt - a.takenAt || (a.id < b.id ? 1 : -1));
  const seen = new Map<DeploymentId, number>();
  const found = new Set<SnapshotId>();
  const tooOld = now - rule.keepDays * dayMs;
  for (const { id, deployment, takenAt, needed, removedAt } of newestFirst) {
    const rank = seen.get(deployment) ?? 0;
    seen.set(deployment, rank + 1);
    const isOld = rank >= rule.keepCount || takenAt < tooOld;
    const mayEnd = rank > 0 || (removedAt !== null && removedAt < tooOld);
    if (mayEnd && isOld && !needed) found.add(id);
  }
  return found;
};
