import type { RunFinishedEvent, RunStepEvent, StoredEvent } from '@nanoedge/protocol';
import { isOpen } from '@nanoedge/words';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type * as z from 'zod/mini';
import type { Tx } from '../../db/client.ts';
import { deployments, runs, runSteps } from '../../db/schema/index.ts';
import { putBack } from './begin.ts';
import type { StoredRun } from './stored.ts';

type Step = z.infer<typeof RunStepEvent>;
type Finished = z.infer<typeof RunFinishedEvent>;

/**
 * What browsers cannot tell from the events alone. `deployments`: what should run was changed by the
 * end of a run. `runs`: other runs are judged anew, because one was put back or came back to life.
 */
export interface RunsChanged {
  runs: boolean;
  deployments: boolean;
}

/** What the end of a run did to what should run. */
type Settled = 'as it was' | 'changed' | 'put back';

const locked = async (
  tx: Tx,
  event: Step | Finished,
  device: string,
): Promise<StoredRun | null> => {
  const [run] = await tx.select().from(runs).where(eq(runs.id, event.run)).for('update').limit(1);
  return run === undefined || run.device !== device ? null : run;
};

const brought = async (tx: Tx, run: StoredRun): Promise<boolean> => {
  const steps = await tx.select().from(runSteps).where(eq(runSteps.run, run.id));
  return steps.some(({ step, bytes }) => step === 'sending' && (bytes ?? 0) > 0);
};

const applyStep = async (
  tx: Tx,
  run: StoredRun,
  { event, receivedAt }: { event: Step; receivedAt: number },
): Promise<void> => {
  const { step, state, at, bytes, totalBytes, detail } = event;
  const endedAt = state === 'running' ? null : at;
  await tx
    .insert(runSteps)
    .values({ run: run.id, step, state, startedAt: at, endedAt, bytes, totalBytes, detail })
    .onConflictDoUpdate({
      target: [runSteps.run, runSteps.step],
      set: {
        state,
        endedAt,
        bytes: sql`coalesce(excluded.bytes, ${runSteps.bytes})`,
        totalBytes: sql`coalesce(excluded.total_bytes, ${runSteps.totalBytes})`,
        detail: sql`coalesce(excluded.detail, ${runSteps.detail})`,
      },
    });
  const answered = step === 'answering' && state === 'done' && run.answeredAt === null;
  const deploymentMs =
    answered && (await brought(tx, run)) ? receivedAt - run.requestedAt.getTime() : null;
  await tx
    .update(runs)
    .set({
      state: 'running',
      ...(answered ? { answeredAt: new Date(receivedAt), deploymentMs } : {}),
    })
    .where(eq(runs.id, run.id));
};

/** What the end of a run means for its deployment. */
const settle = async (
  tx: Tx,
  run: StoredRun,
  { outcome, now }: { outcome: Finished['outcome']; now: number },
): Promise<Settled> => {
  const write = (set: Partial<typeof deployments.$inferInsert>): Promise<unknown> =>
    tx.update(deployments).set(set).where(eq(deployments.id, run.deployment));
  switch (outcome) {
    case 'done':
      // Even when somebody cancelled: it came too late, and what is gone must not come back empty.
      if (run.kind === 'remove')
        await write({ removedAt: new Date(now), removal: null, updatedAt: new Date(now) });
      else if (run.reason === null) await write({ restore: null });
      return 'changed';
    case 'rolled-back':
    case 'refused':
      // Whoever cancelled has put it back already; and what was rolled back to may be what a
      // superseded run had brought.
      if (run.reason !== null || (outcome === 'rolled-back' && run.before === null))
        return 'as it was';
      await putBack(tx, run, now);
      return 'put back';
    case 'failed':
    case 'cancelled':
      return 'as it was';
  }
};

const applyFinished = async (
  tx: Tx,
  run: StoredRun,
  { event, now }: { event: Finished; now: number },
): Promise<Settled> => {
  const { reason, exitCode, logLines, snapshot, imageSent, initiationMs } = event;
  const settled = await settle(tx, run, { outcome: event.outcome, now });
  // The dashboard has taken back what was cancelled; that the device had just finished it does not
  // change what will run.
  const outcome =
    run.reason !== null && run.kind !== 'remove' && event.outcome === 'done'
      ? 'cancelled'
      : event.outcome;
  const deploymentMs =
    imageSent && run.answeredAt !== null
      ? run.answeredAt.getTime() - run.requestedAt.getTime()
      : null;
  await tx
    .update(runs)
    .set({
      state: outcome,
      finishedAt: new Date(now),
      reason: outcome === 'done' ? null : outcome === 'cancelled' ? (run.reason ?? reason) : reason,
      exitCode,
      logLines,
      snapshot,
      imageSent,
      initiationMs,
      deploymentMs,
    })
    .where(eq(runs.id, run.id));
  return settled;
};

/**
 * A device may have removed something before it heard that this was cancelled: then it is gone, and
 * must not come back empty.
 */
const removedAllTheSame = async (
  tx: Tx,
  run: StoredRun,
  event: Step | Finished,
): Promise<boolean> => {
  if (
    run.kind !== 'remove' ||
    run.state !== 'cancelled' ||
    event.type !== 'run.finished' ||
    event.outcome !== 'done'
  )
    return false;
  const newer = and(eq(runs.deployment, run.deployment), gt(runs.requestedAt, run.requestedAt));
  return (await tx.select({ id: runs.id }).from(runs).where(newer).limit(1)).length === 0;
};

/**
 * Applies what a device says of its runs, in the transaction that stores the events (each of which
 * is new). Events of runs that are unknown, of another device or ended already change nothing.
 * Locks deployments before runs, as all changes do.
 */
export const applyRunEvents = async (
  tx: Tx,
  added: readonly StoredEvent[],
  now: number,
): Promise<RunsChanged> => {
  const events = added.flatMap(({ body, device, receivedAt }) =>
    body.type === 'run.step' || body.type === 'run.finished' ? [{ body, device, receivedAt }] : [],
  );
  const changed: RunsChanged = { runs: false, deployments: false };
  if (events.length === 0) return changed;
  const ids = [...new Set(events.map(({ body }) => body.deployment))].toSorted();
  await tx
    .select({ id: deployments.id })
    .from(deployments)
    .where(inArray(deployments.id, ids))
    .orderBy(deployments.id)
    .for('update');
  for (const { body, device, receivedAt } of events) {
    const run = await locked(tx, body, device);
    if (run === null || !(isOpen(run) || (await removedAllTheSame(tx, run, body)))) continue;
    if (body.type === 'run.step') {
      await applyStep(tx, run, { event: body, receivedAt });
      continue;
    }
    const settled = await applyFinished(tx, run, { event: body, now });
    if (settled !== 'as it was') changed.deployments = true;
    if (settled === 'put back' || !isOpen(run)) changed.runs = true;
  }
  return changed;
};
