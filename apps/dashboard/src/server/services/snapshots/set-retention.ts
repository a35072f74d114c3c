import type { MergeRules } from '@nanoedge/base';
import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { settleEdit } from '../edits/settle-edit.ts';
import { lockSite } from '../site/lock.ts';
import type { RetentionRule } from './retention.ts';
import type { RetentionInput } from './schema.ts';
import type { SnapshotListView } from './view.ts';

const rules: MergeRules<RetentionRule> = { keepCount: 'value', keepDays: 'value' };

/**
 * Says how many snapshots of each deployment a site keeps, and how long. It counts from the next
 * round on. Throws StaleSave where somebody changed the same since.
 */
export const setRetention = async (
  deps: Deps,
  actor: Actor,
  input: RetentionInput,
): Promise<SnapshotListView['retention']> => {
  const { site, base, ...given } = input;
  demand(actor, 'settings.edit', { site });
  const stored = await deps.db.transaction(async (tx) => {
    const { snapshotKeepCount, snapshotKeepDays, version } = await lockSite(tx, site);
    const now = { keepCount: snapshotKeepCount, keepDays: snapshotKeepDays };
    const about = { entity: 'retention', subject: site };
    const next = await settleEdit(tx, about, { given, base, now, version, rules });
    const [written] = await tx
      .update(sites)
      .set({ snapshotKeepCount: next.keepCount, snapshotKeepDays: next.keepDays })
      .where(eq(sites.id, site))
      .returning({ version: sites.version });
    const summary = auditSentences.snapshots.retention(next.keepCount, next.keepDays);
    await record(tx, actor, { site, action: 'update', ...about, summary });
    return { ...next, version: written?.version ?? version };
  });
  deps.live.changed(site, 'snapshots');
  return stored;
};
