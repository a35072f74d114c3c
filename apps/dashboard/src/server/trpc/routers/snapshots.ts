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
import { procedureFor, router } from '../init.ts';

export const snapshotsRouter = router({
  list: procedureFor('snapshot.read')
    .input(ListSnapshotsInput)
    .query(({ ctx, input }) => listSnapshots(ctx.deps, ctx.actor, input)),
  get: procedureFor('snapshot.read')
    .input(SnapshotRef)
    .query(({ ctx, input }) => getSnapshot(ctx.deps, ctx.actor, input)),
  restore: procedureFor('snapshot.restore')
    .input(RestoreSnapshotInput)
    .mutation(({ ctx, input }) => restoreSnapshot(ctx.deps, ctx.actor, input)),
  remove: procedureFor('snapshot.remove')
    .input(SnapshotRef)
    .mutation(({ ctx, input }) => removeSnapshot(ctx.deps, ctx.actor, input)),
  setRetention: procedureFor('settings.edit')
    .input(RetentionInput)
    .mutation(({ ctx, input }) => setRetention(ctx.deps, ctx.actor, input)),
  reclaim: procedureFor('snapshot.remove')
    .input(SiteInput)
    .mutation(({ ctx, input }) => reclaimSnapshots(ctx.deps, ctx.actor, input)),
});
