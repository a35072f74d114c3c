import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { RetentionInput } from './schema.ts';
import type { SnapshotListView } from './view.ts';

/**
 * Says how many snapshots of each deployment a site keeps, and how long. It counts from the next
 * round on.
 */
export const setRetention = async (
  deps: Deps,
  actor: Actor,
  input: RetentionInput,
): Promise<SnapshotListView['retention']> => {
  requireRole(actor, 'admin');
  const { site, keepCount, keepDays } = input;
  await deps.db.transaction(async (tx) => {
    const changed = await tx
      .update(sites)
      .set({ snapshotKeepCount: keepCount, snapshotKeepDays: keepDays })
      .where(eq(sites.id, site))
      .returning({ id: sites.id });
    if (changed.length === 0) throw new NotFound('site', site);
    const summary = auditSentences.snapshots.retention(keepCount, keepDays);
    await record(tx, actor, { action: 'update', entity: 'retention', subject: site, summary });
  });
  deps.live.changed(site, 'snapshots');
  return { keepCount, keepDays };
};
