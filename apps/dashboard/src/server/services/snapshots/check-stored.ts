import { SnapshotDamaged, verifySnapshot } from '@nanoedge/archive';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import type { StoredSnapshot } from './load.ts';

/**
 * Reads a stored snapshot again, whole. Throws Conflict that names the file which is no longer what
 * was stored.
 */
export const checkStored = async (deps: Deps, row: StoredSnapshot): Promise<void> => {
  const damaged = (why: string): Conflict =>
    new Conflict(
      'snapshot',
      `The snapshot “${row.id}” cannot be restored: ${why}`,
      'Choose another snapshot, or upload a sound copy of it.',
    );
  if ((await deps.snapshots.size(row.id)) === null) throw damaged('its file is missing.');
  try {
    await verifySnapshot(deps.snapshots.read(row.id), { expected: row.digest });
  } catch (error) {
    if (error instanceof SnapshotDamaged) throw damaged(error.message);
    throw error;
  }
};
