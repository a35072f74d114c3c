import type { DeploymentId, SiteId, SnapshotId } from '@nanoedge/protocol';
import { auditSentences, formatLimit, snapshotRefusals } from '@nanoedge/words';
import { eq, inArray, sql, sum } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { snapshots } from '../../db/schema/index.ts';
import { record, system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { loadRetention } from './load.ts';
import { loadNeeds } from './needed.ts';

/** The one that was just stored. */
interface Newcomer {
  id: SnapshotId;
  site: SiteId;
  deployment: DeploymentId;
  name: string;
}

/** One after the other: of two that come at once, the second sees the first. */
export const takeSnapshotTurn = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('nanoedge snapshots'))`);
};

/**
 * What may go for the newcomer: what the rule of its site does not keep, then what is older of its
 * own deployment, the oldest first. Never the newest of a deployment, nor what an open run needs:
 * a deployment takes no room from another.
 */
const givingWay = async (
  tx: Tx,
  { id, site, deployment }: Newcomer,
  now: number,
): Promise<{ id: SnapshotId; bytes: number }[]> => {
  const { rows, old } = await loadRetention(tx, site, now);
  const needs = await loadNeeds(tx, site);
  const newest = rows.find((row) => row.deployment === deployment)?.id;
  const others = rows.toReversed().filter((row) => row.id !== id);
  const own = others.filter(
    (row) => row.deployment === deployment && row.id !== newest && !old.has(row.id) && !needs(row),
  );
  return [...others.filter((row) => old.has(row.id)), ...own];
};

/**
 * Deletes the rows of as many snapshots as the newcomer needs to be within what all may take, and
 * gives their ids: the files go once this is committed. Refuses with `insufficient-storage` where
 * not enough may go.
 */
export const makeRoom = async (
  { storeLimits: { snapshotBytes }, now }: Pick<Deps, 'storeLimits' | 'now'>,
  tx: Tx,
  newcomer: Newcomer,
): Promise<SnapshotId[]> => {
  if (snapshotBytes === 0) return [];
  const [all] = await tx.select({ bytes: sum(snapshots.bytes) }).from(snapshots);
  let excess = Number(all?.bytes ?? 0) - snapshotBytes;
  if (excess <= 0) return [];
  // As in removeSnapshot: a change that is about to need one holds its row
  const { site } = newcomer;
  await tx
    .select({ id: snapshots.id })
    .from(snapshots)
    .where(eq(snapshots.site, site))
    .for('update');
  const gone: SnapshotId[] = [];
  for (const { id, bytes } of await givingWay(tx, newcomer, now())) {
    if (excess <= 0) break;
    gone.push(id);
    excess -= bytes;
  }
  if (excess > 0) {
    const words = snapshotRefusals.full(formatLimit(snapshotBytes));
    throw new Refusal('insufficient-storage', 'file', words);
  }
  await tx.delete(snapshots).where(inArray(snapshots.id, gone));
  const summary = auditSentences.snapshots.gaveWay(gone.length, newcomer.name);
  await record(tx, system, {
    site,
    action: 'reclaim',
    entity: 'snapshot',
    subject: site,
    summary,
  });
  return gone;
};
