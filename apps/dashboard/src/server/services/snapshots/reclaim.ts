import { hourMs } from '@nanoedge/base';
import { Bytes, parse, type SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq, inArray } from 'drizzle-orm';
import { sites, snapshots } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record, system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { loadRetention } from './load.ts';

interface Reclaimed {
  removed: number;
  bytes: Bytes;
}

const reclaim = async (
  deps: Deps,
  who: { user: string; name: string },
  site: SiteId,
): Promise<Reclaimed> => {
  const gone = await deps.db.transaction(async (tx) => {
    // As in removeSnapshot: a change that is about to need one holds its row.
    await tx
      .select({ id: snapshots.id })
      .from(snapshots)
      .where(eq(snapshots.site, site))
      .for('update');
    const { rows, old } = await loadRetention(tx, site, deps.now());
    const found = rows.filter((row) => old.has(row.id));
    if (found.length === 0) return found;
    await tx.delete(snapshots).where(inArray(snapshots.id, [...old]));
    const summary = auditSentences.snapshots.reclaimed(found.length);
    await record(tx, who, { site, action: 'reclaim', entity: 'snapshot', subject: site, summary });
    return found;
  });
  for (const { id } of gone) await deps.snapshots.remove(id);
  if (gone.length > 0) deps.live.changed(site, 'snapshots');
  const bytes = gone.reduce((sum, row) => sum + row.bytes, 0);
  return { removed: gone.length, bytes: parse(Bytes, bytes, 'bytes') };
};

/** Deletes what the site's retention rule does not keep, now instead of at the next round. */
export const reclaimSnapshots = async (
  deps: Deps,
  actor: Actor,
  input: { site: SiteId },
): Promise<Reclaimed> => {
  demand(actor, 'snapshot.remove', input);
  return reclaim(deps, actor, input.site);
};

/** The regular round: what no rule keeps, and files whose row never came or is gone. */
export const pruneSnapshots = async (deps: Deps): Promise<void> => {
  for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
    await reclaim(deps, system, id);
  const files = (await deps.snapshots.list()).filter((file) => file.at < deps.now() - hourMs);
  const known = new Set(
    (await deps.db.select({ id: snapshots.id }).from(snapshots)).map((row) => row.id),
  );
  for (const { id } of files.filter((file) => !known.has(file.id))) {
    await deps.snapshots.remove(id);
    deps.log.warn({ snapshot: id }, 'deleted a snapshot file that had no row');
  }
};
