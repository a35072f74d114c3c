import { SnapshotDamaged, verifySnapshot } from '@nanoedge/archive';
import { snapshotRefusals } from '@nanoedge/words';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import type { StoredSnapshot } from './load.ts';

/**
 * Reads a stored snapshot again, whole. Throws Conflict that names the file which is no longer what
 * was stored.
 */
export const checkStored = async (deps: Deps, row: StoredSnapshot): Promise<void> => {
  if ((await deps.snapshots.size(row.id)) === null)
    throw new Conflict('snapshot', snapshotRefusals.fileMissing(row.id));
  try {
    await verifySnapshot(deps.snapshots.read(row.id), { expected: row.digest });
  } catch (error) {
    if (!(error instanceof SnapshotDamaged)) throw error;
    throw new Conflict('snapshot', snapshotRefusals.notRestorable(row.id, error.message));
  }
};
