import type { RunId, SiteId, SnapshotId } from '@nanoedge/protocol';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { deployments, runs } from '../../db/schema/index.ts';

export type Needs = (snapshot: { id: SnapshotId; run: RunId | null }) => boolean;

/**
 * Which snapshots the open runs of a site need: those that they took, and those that they restore.
 */
export const loadNeeds = async (db: Db | Tx, site: SiteId): Promise<Needs> => {
  const open = await db
    .select({ run: runs.id, taken: runs.snapshot, restore: deployments.restore })
    .from(runs)
    .leftJoin(deployments, eq(deployments.id, runs.deployment))
    .where(and(eq(runs.site, site), inArray(runs.state, ['queued', 'running'])));
  const ids = new Set(open.flatMap(({ taken, restore }) => [taken, restore?.snapshot ?? null]));
  const takers = new Set<RunId | null>(open.map((row) => row.run));
  return ({ id, run }) => ids.has(id) || (run !== null && takers.has(run));
};
