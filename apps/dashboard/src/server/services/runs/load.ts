import {
  type Bytes,
  Bytes as BytesSchema,
  parse,
  type RunId,
  type SnapshotId,
} from '@nanoedge/protocol';
import { and, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../../db/client.ts';
import {
  deployments,
  devices,
  releases,
  runs,
  runSteps,
  snapshots,
} from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { inOrder, whyNotCancellable, whyWaiting } from './judge.ts';
import type { RunStepView, RunView } from './view.ts';

export type StoredRun = typeof runs.$inferSelect;
type StoredDeployment = typeof deployments.$inferSelect;

const bytes = (value: number | null): Bytes | null =>
  value === null ? null : parse(BytesSchema, value, 'bytes');

export const loadSteps = async (db: Db | Tx, ids: RunId[]): Promise<Map<RunId, RunStepView[]>> => {
  const found = new Map<RunId, RunStepView[]>();
  if (ids.length === 0) return found;
  for (const { run, ...step } of inOrder(
    await db.select().from(runSteps).where(inArray(runSteps.run, ids)),
  ))
    found.set(run, [
      ...(found.get(run) ?? []),
      { ...step, bytes: bytes(step.bytes), totalBytes: bytes(step.totalBytes) },
    ]);
  return found;
};

/** Why a removal cannot be undone, in words; null when it can. */
export const whyNotUndoable = (
  run: Pick<StoredRun, 'kind' | 'state' | 'snapshot' | 'deployment'>,
  now: { rows: readonly StoredDeployment[]; snapshotKept: boolean },
): string | null => {
  if (run.kind !== 'remove' || run.state !== 'done')
    return 'Only a removal that was done can be undone.';
  const own = now.rows.find((row) => row.id === run.deployment);
  if (own === undefined) return 'Nothing is known of this deployment any more.';
  if (own.removedAt === null) return `${own.name} is there again already.`;
  const others = now.rows.filter((row) => row.removedAt === null && row.device === own.device);
  if (others.some((row) => row.name === own.name))
    return `Another deployment is called ${own.name} now.`;
  if (own.port !== null && others.some((row) => row.port === own.port))
    return `Port ${String(own.port)} is used by another deployment now.`;
  if (run.snapshot !== null && !now.snapshotKept) return 'Its snapshot has been deleted.';
  return null;
};

const keptSnapshots = async (db: Db | Tx, ids: SnapshotId[]): Promise<Set<SnapshotId>> =>
  ids.length === 0
    ? new Set()
    : new Set(
        (
          await db.select({ id: snapshots.id }).from(snapshots).where(inArray(snapshots.id, ids))
        ).map(({ id }) => id),
      );

/** The newest removal of each deployment is the one that may be undone. */
const newestRemovals = async (db: Db | Tx, rows: readonly StoredRun[]): Promise<Set<RunId>> => {
  const ids = [
    ...new Set(
      rows
        .filter((run) => run.kind === 'remove' && run.state === 'done')
        .map((run) => run.deployment),
    ),
  ];
  if (ids.length === 0) return new Set();
  const found = await db
    .selectDistinctOn([runs.deployment], { id: runs.id })
    .from(runs)
    .where(and(inArray(runs.deployment, ids), eq(runs.kind, 'remove'), eq(runs.state, 'done')))
    .orderBy(runs.deployment, desc(runs.finishedAt));
  return new Set(found.map(({ id }) => id));
};

/** Runs with their steps, newest first; a handful of queries whatever their number. */
export const loadRuns = async (
  deps: Deps,
  where: SQL | undefined,
  limit = 1_000,
): Promise<RunView[]> => {
  const from = alias(releases, 'from_release');
  const rows = await deps.db
    .select({ run: runs, device: devices, version: releases.version, fromVersion: from.version })
    .from(runs)
    .innerJoin(devices, eq(devices.id, runs.device))
    .leftJoin(releases, eq(releases.id, runs.release))
    .leftJoin(from, eq(from.id, runs.fromRelease))
    .where(where)
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .limit(limit);
  if (rows.length === 0) return [];
  const steps = await loadSteps(
    deps.db,
    rows.map(({ run }) => run.id),
  );
  const hosts = [...new Set(rows.map(({ device }) => device.id))];
  const there = await deps.db.select().from(deployments).where(inArray(deployments.device, hosts));
  const busy = await deps.db
    .select({ id: runs.id, device: runs.device, name: runs.name })
    .from(runs)
    .where(and(inArray(runs.device, hosts), eq(runs.state, 'running')));
  const kept = await keptSnapshots(
    deps.db,
    rows.flatMap(({ run }) => (run.snapshot === null ? [] : [run.snapshot])),
  );
  const newest = await newestRemovals(
    deps.db,
    rows.map(({ run }) => run),
  );
  return rows.map(({ run, device, version, fromVersion }) => {
    const own = steps.get(run.id) ?? [];
    const busyWith =
      busy.find((other) => other.device === device.id && other.id !== run.id)?.name ?? null;
    const host = {
      name: device.name,
      connected: deps.agents.connected(device.id),
      enrolled: device.enrolledAt !== null || device.lastSeenAt !== null,
      since: device.linkChangedAt,
      busyWith,
    };
    const {
      id,
      kind,
      batch,
      deployment,
      name,
      nanoservice,
      state,
      requestedBy,
      reason,
      exitCode,
      logLines,
      snapshot,
    } = run;
    const undo = { rows: there, snapshotKept: snapshot !== null && kept.has(snapshot) };
    return {
      id,
      kind,
      batch,
      device: device.id,
      deviceName: device.name,
      deployment,
      name,
      nanoservice,
      version,
      fromVersion,
      state,
      requestedAt: run.requestedAt.getTime(),
      requestedBy,
      finishedAt: run.finishedAt?.getTime() ?? null,
      steps: own,
      reason,
      exitCode,
      logLines,
      snapshot,
      waiting: whyWaiting(run, host, deps.now()),
      cancellable: whyNotCancellable(run, own) === null,
      undoable: newest.has(id) && whyNotUndoable(run, undo) === null,
      deploymentMs: run.deploymentMs,
      initiationMs: run.initiationMs,
      sentBytes:
        bytes(own.find((step) => step.step === 'sending')?.bytes ?? 0) ??
        parse(BytesSchema, 0, 'bytes'),
    };
  });
};
