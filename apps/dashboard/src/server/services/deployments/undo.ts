import type { RestoreSpec } from '@nanoedge/protocol';
import { Bytes, parse } from '@nanoedge/protocol';
import { auditSentences, deploymentRefusals } from '@nanoedge/words';
import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, runs, snapshots } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import { insertRun, newRunId } from '../runs/begin.ts';
import { getRun } from '../runs/get.ts';
import type { StoredRun } from '../runs/stored.ts';
import { whyNotUndoable } from '../runs/undoable.ts';
import type { RunRef } from '../runs/schema.ts';
import type { RunView } from '../runs/view.ts';
import { renewOverride } from '../signing/renew-override.ts';
import { lockSite } from '../site/lock.ts';

const restoreOf = async (tx: Tx, run: StoredRun): Promise<RestoreSpec | null> => {
  if (run.snapshot === null) return null;
  const [kept] = await tx
    .select()
    .from(snapshots)
    .where(eq(snapshots.id, run.snapshot))
    .for('share')
    .limit(1);
  return kept === undefined
    ? null
    : { snapshot: kept.id, digest: kept.digest, bytes: parse(Bytes, kept.bytes, 'bytes') };
};

/**
 * Brings a removed deployment back under its old id, name, port, config and release, with its
 * volumes as they were. Throws Conflict, saying why, when that cannot be.
 */
export const undoRemoval = async (deps: Deps, actor: Actor, input: RunRef): Promise<RunView> => {
  const [removal] = await deps.db.select().from(runs).where(eq(runs.id, input.run)).limit(1);
  if (removal === undefined) throw new NotFound('run', input.run);
  demand(actor, 'deployment.change', { site: removal.site, as: ['run', removal.id] });
  const run = newRunId();
  await deps.db.transaction(async (tx) => {
    await lockSite(tx, removal.site);
    const rows = await tx
      .select()
      .from(deployments)
      .where(eq(deployments.device, removal.device))
      .orderBy(deployments.id)
      .for('update');
    const restore = await restoreOf(tx, removal);
    const why = whyNotUndoable(removal, { rows, snapshotKept: restore !== null });
    const row = rows.find((one) => one.id === removal.deployment);
    if (why !== null || row === undefined)
      throw new Conflict('run', deploymentRefusals.notUndone(why));
    const [newest] = await tx
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.deployment, row.id), eq(runs.kind, 'remove'), eq(runs.state, 'done')))
      .orderBy(desc(runs.finishedAt))
      .limit(1);
    if (newest?.id !== removal.id)
      throw new Conflict('run', deploymentRefusals.removedAgain(row.name));
    const now = deps.now();
    await tx
      .update(deployments)
      .set({ removedAt: null, removal: null, change: run, restore, updatedAt: new Date(now) })
      .where(eq(deployments.id, row.id));
    await renewOverride(tx, row.id, { signing: deps, who: actor });
    await insertRun(
      tx,
      { site: removal.site, actor, now, batch: null },
      { id: run, kind: 'undo', row, release: row.release, before: null },
    );
    await record(tx, actor, {
      site: removal.site,
      action: 'undo',
      entity: 'deployment',
      subject: row.id,
      summary: auditSentences.deployments.broughtBack(row.name),
    });
  });
  await announce(deps, removal.site, ['runs', 'deployments']);
  return getRun(deps, actor, { run });
};
