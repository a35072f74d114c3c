import { randomUUID } from 'node:crypto';
import { pick } from '@nanoedge/base';
import { parse, type RunId, RunId as RunIdSchema, type SiteId } from '@nanoedge/protocol';
import { deploymentRefusals, runReasons } from '@nanoedge/words';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type DeploymentBefore, deployments, type RunKind, runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { Conflict } from '../errors.ts';
import type { StoredDeployment, StoredRun } from './stored.ts';

/** When a run starts, who asked, and the click that it belongs to. */
export interface Asking {
  site: SiteId;
  actor: Actor;
  now: number;
  batch: string | null;
}

export const newRunId = (): RunId => parse(RunIdSchema, randomUUID(), 'run id');
export const newBatch = (): string => randomUUID();

const beforeOf = (row: StoredDeployment): DeploymentBefore =>
  pick(row, [
    'release',
    'config',
    'peers',
    'port',
    'memoryBytes',
    'pids',
    'volumes',
    'change',
    'restart',
    'restore',
    'removal',
    'managed',
  ]);

const formerly = (
  { kind, before }: Pick<StoredRun, 'kind' | 'before'>,
  at: Date,
): Partial<typeof deployments.$inferInsert> => {
  if (before !== null) return before;
  return kind === 'remove' ? { removal: null } : { removedAt: at, removal: null, restore: null };
};

/**
 * Writes a deployment as it was before a run; one that the run had brought goes out of the desired
 * state again.
 */
export const putBack = async (
  tx: Tx,
  run: Pick<StoredRun, 'kind' | 'deployment' | 'before'>,
  now: number,
): Promise<void> => {
  const at = new Date(now);
  await tx
    .update(deployments)
    .set({ ...formerly(run, at), updatedAt: at })
    .where(eq(deployments.id, run.deployment));
};

const openRun = async (tx: Tx, deployment: StoredDeployment): Promise<StoredRun | undefined> => {
  const [open] = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.deployment, deployment.id), inArray(runs.state, ['queued', 'running'])))
    .for('update')
    .limit(1);
  return open;
};

/**
 * What a new run begins with: the deployment as it is once an open run of it has been taken back,
 * and what a rollback of the new run puts back (null: there was nothing before).
 */
export interface Ground {
  row: StoredDeployment;
  before: DeploymentBefore | null;
  superseded: boolean;
}

/**
 * Makes room for a newer change: an open run of the (locked) deployment is taken back and ends as
 * cancelled. One that the device is removing right now is not overtaken, because its data may be
 * gone already.
 */
export const supersede = async (tx: Tx, row: StoredDeployment, asking: Asking): Promise<Ground> => {
  const open = await openRun(tx, row);
  if (open === undefined) return { row, before: beforeOf(row), superseded: false };
  if (open.kind === 'remove' && open.state === 'running')
    throw new Conflict('deployment', deploymentRefusals.beingRemoved(row.name));
  await tx
    .update(runs)
    .set({
      state: 'cancelled',
      finishedAt: new Date(asking.now),
      reason: runReasons.superseded(asking.actor.name),
    })
    .where(eq(runs.id, open.id));
  // Of something that never ran there is no former state: the newer change goes on from what was
  // asked for.
  if (open.before === null) return { row, before: null, superseded: true };
  return { row: { ...row, ...open.before }, before: open.before, superseded: true };
};

/** Writes down a run that begins. The caller writes the deployment in the same transaction. */
export const insertRun = async (
  tx: Tx,
  asking: Asking,
  run: {
    id: RunId;
    kind: RunKind;
    row: StoredDeployment;
    release: string | null;
    before: DeploymentBefore | null;
  },
): Promise<void> => {
  await tx.insert(runs).values({
    id: run.id,
    kind: run.kind,
    batch: asking.batch,
    site: asking.site,
    device: run.row.device,
    deployment: run.row.id,
    name: run.row.name,
    nanoservice: run.row.nanoservice,
    release: run.release,
    fromRelease: run.before?.release ?? null,
    before: run.before,
    requestedAt: new Date(asking.now),
    requestedBy: asking.actor.name,
  });
};

/** The same for a run that does not overtake another: throws Conflict while one is open. */
export const groundOf = async (
  tx: Tx,
  row: StoredDeployment,
): Promise<Omit<Ground, 'superseded'>> => {
  const open = await openRun(tx, row);
  if (open !== undefined)
    throw new Conflict('deployment', deploymentRefusals.beingChanged(row.name));
  return { row, before: beforeOf(row) };
};
