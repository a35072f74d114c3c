import { auditSentences, snapshotRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { snapshots } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import { loadSnapshot } from './load.ts';
import { loadNeeds } from './needed.ts';
import type { SnapshotRef } from './schema.ts';

/** Deletes a snapshot for good. */
export const removeSnapshot = async (
  deps: Deps,
  actor: Actor,
  input: SnapshotRef,
): Promise<void> => {
  const site = await deps.db.transaction(async (tx) => {
    // A change that is about to need it holds its row: whoever comes second sees what the first has
    // done.
    await tx
      .select({ id: snapshots.id })
      .from(snapshots)
      .where(eq(snapshots.id, input.snapshot))
      .for('update');
    const row = await loadSnapshot(tx, input.snapshot);
    demand(actor, 'snapshot.remove', { site: row.site, as: ['snapshot', row.id] });
    if ((await loadNeeds(tx, row.site))(row))
      throw new Conflict('snapshot', snapshotRefusals.needed);
    await tx.delete(snapshots).where(eq(snapshots.id, row.id));
    await record(tx, actor, {
      site: row.site,
      action: 'remove',
      entity: 'snapshot',
      subject: row.id,
      summary: auditSentences.snapshots.deleted(row.name),
    });
    return row.site;
  });
  await deps.snapshots.remove(input.snapshot);
  deps.live.changed(site, 'snapshots');
};
