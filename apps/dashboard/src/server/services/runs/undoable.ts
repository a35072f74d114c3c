import type { RunId, SnapshotId } from '@nanoedge/protocol';
import { undoRefusals } from '@nanoedge/words';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { runs, snapshots } from '../../db/schema/index.ts';
import type { StoredDeployment, StoredRun } from './stored.ts';

/** Why a removal cannot be undone, in words; null when it can. */
export const whyNotUndoable = (
  run: Pick<StoredRun, 'kind' | 'state' | 'snapshot' | 'deployment'>,
  now: { rows: readonly StoredDeployment[]; snapshotKept: boolean },
): string | null => {
  if (run.kind !== 'remove' || run.state !== 'done') return undoRefusals.notRemoved;
  const own = now.rows.find((row) => row.id === run.deployment);
  if (own === undefined) return undoRefusals.forgotten;
  if (own.removedAt === null) return undoRefusals.there(own.name);
  const others = now.rows.filter((row) => row.removedAt === null && row.device === own.device);
  if (others.some((row) => row.name === own.name)) return undoRefusals.nameTaken(own.name);
  if (own.port !== null && others.some((row) => row.port === own.port))
    return undoRefusals.portTaken(own.port);
  if (run.snapshot !== null && !now.snapshotKept) return undoRefusals.snapshotDeleted;
  return null;
};

export const keptSnapshots = async (db: Db | Tx, ids: SnapshotId[]): Promise<Set<SnapshotId>> =>
  ids.length === 0
    ? new Set()
    : new Set(
        (
          await db.select({ id: snapshots.id }).from(snapshots).where(inArray(snapshots.id, ids))
        ).map(({ id }) => id),
      );

/** The newest removal of each deployment is the one that may be undone. */
export const newestRemovals = async (
  db: Db | Tx,
  rows: readonly StoredRun[],
): Promise<Set<RunId>> => {
  const ids = [
    ...new Set(
      rows
        .filter((run) => run.kind === 'remove' && run.state === 'done')
        .map((run) => run.deployment),
    ),
  ];
  if (ids.length === 0) return new Set();
  const found = await db
    .selectDistinctOn([runs.deployment], { id: runs.id })
    .from(runs)
    .where(and(inArray(runs.deployment, ids), eq(runs.kind, 'remove'), eq(runs.state, 'done')))
    .orderBy(runs.deployment, desc(runs.finishedAt));
  return new Set(found.map(({ id }) => id));
};
