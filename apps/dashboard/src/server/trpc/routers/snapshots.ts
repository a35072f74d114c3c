import { SiteInput } from '../../services/site/schema.ts';
import { getSnapshot } from '../../services/snapshots/get.ts';
import { listSnapshots } from '../../services/snapshots/list.ts';
import { reclaimSnapshots } from '../../services/snapshots/reclaim.ts';
import { removeSnapshot } from '../../services/snapshots/remove.ts';
import { restoreSnapshot } from '../../services/snapshots/restore.ts';
import {
  ListSnapshotsInput,
  RestoreSnapshotInput,
  RetentionInput,
  SnapshotRef,
} from '../../services/snapshots/schema.ts';
import { setRetention } from '../../services/snapshots/set-retention.ts';
import { admin, router, viewer } from '../init.ts';

export const snapshotsRouter = router({
  list: viewer
    .input(ListSnapshotsInput)
    .query(({ ctx, input }) => listSnapshots(ctx.deps, ctx.actor, input)),
  get: viewer.input(SnapshotRef).query(({ ctx, input }) => getSnapshot(ctx.deps, ctx.actor, input)),
  restore: admin
    .input(RestoreSnapshotInput)
    .mutation(({ ctx, input }) => restoreSnapshot(ctx.deps, ctx.actor, input)),
  remove: admin
    .input(SnapshotRef)
    .mutation(({ ctx, input }) => removeSnapshot(ctx.deps, ctx.actor, input)),
  setRetention: admin
    .input(RetentionInput)
    .mutation(({ ctx, input }) => setRetention(ctx.deps, ctx.actor, input)),
  reclaim: admin
    .input(SiteInput)
    .mutation(({ ctx, input }) => reclaimSnapshots(ctx.deps, ctx.actor, input)),
});
