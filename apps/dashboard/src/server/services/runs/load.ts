import { pick } from '@nanoedge/base';
import { Bytes, type DeviceId, parse, type TimeZone } from '@nanoedge/protocol';
import { and, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { deployments, devices, releases, runs, sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { zoneOfSite } from '../site/clock.ts';
import { whyNotCancellable, whyWaiting } from './judge.ts';
import { loadSteps } from './load-steps.ts';
import type { StoredRun } from './stored.ts';
import { keptSnapshots, newestRemovals, whyNotUndoable } from './undoable.ts';
import type { RunView } from './view.ts';

interface Row {
  run: StoredRun;
  device: typeof devices.$inferSelect;
  timeZone: TimeZone | null;
  version: string | null;
  fromVersion: string | null;
}

const readRows = (deps: Deps, where: SQL | undefined, limit: number): Promise<Row[]> => {
  const from = alias(releases, 'from_release');
  return deps.db
    .select({
      run: runs,
      device: devices,
      timeZone: sites.timeZone,
      version: releases.version,
      fromVersion: from.version,
    })
    .from(runs)
    .innerJoin(devices, eq(devices.id, runs.device))
    .innerJoin(sites, eq(sites.id, devices.site))
    .leftJoin(releases, eq(releases.id, runs.release))
    .leftJoin(from, eq(from.id, runs.fromRelease))
    .where(where)
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .limit(limit);
};

const busyOn = (deps: Deps, hosts: DeviceId[]) =>
  deps.db
    .select({ id: runs.id, device: runs.device, name: runs.name })
    .from(runs)
    .where(and(inArray(runs.device, hosts), eq(runs.state, 'running')));

/** What a run's view says beyond its own row, read for all of them at once. */
const readAround = async (deps: Deps, rows: readonly Row[]) => {
  const stored = rows.map(({ run }) => run);
  const hosts = [...new Set(rows.map(({ device }) => device.id))];
  const taken = stored.flatMap(({ snapshot }) => (snapshot === null ? [] : [snapshot]));
  return {
    steps: await loadSteps(
      deps.db,
      stored.map(({ id }) => id),
    ),
    deployed: await deps.db.select().from(deployments).where(inArray(deployments.device, hosts)),
    busy: await busyOn(deps, hosts),
    snapshots: await keptSnapshots(deps.db, taken),
    undoable: await newestRemovals(deps.db, stored),
  };
};

type Around = Awaited<ReturnType<typeof readAround>>;

const waitingOf = (deps: Deps, { run, device, timeZone }: Row, { busy }: Around): string | null => {
  const other = busy.find(({ id, device: on }) => on === device.id && id !== run.id);
  const host = {
    name: device.name,
    connected: deps.agents.connected(device.id),
    enrolled: device.enrolledAt !== null || device.lastSeenAt !== null,
    since: device.linkChangedAt,
    busyWith: other?.name ?? null,
  };
  const clock = { zone: zoneOfSite({ timeZone }) };
  return whyWaiting(run, host, { now: deps.now(), clock });
};

const isUndoable = ({ run }: Row, { deployed, snapshots, undoable }: Around): boolean => {
  const snapshotKept = run.snapshot !== null && snapshots.has(run.snapshot);
  return undoable.has(run.id) && whyNotUndoable(run, { rows: deployed, snapshotKept }) === null;
};

const viewOf = (deps: Deps, row: Row, around: Around): RunView => {
  const { run, device, version, fromVersion } = row;
  const steps = around.steps.get(run.id) ?? [];
  return {
    ...pick(run, [
      'id',
      'kind',
      'batch',
      'deployment',
      'name',
      'nanoservice',
      'state',
      'requestedBy',
      'reason',
      'exitCode',
      'logLines',
      'snapshot',
      'deploymentMs',
      'initiationMs',
    ]),
    device: device.id,
    deviceName: device.name,
    version,
    fromVersion,
    requestedAt: run.requestedAt.getTime(),
    finishedAt: run.finishedAt?.getTime() ?? null,
    steps,
    waiting: waitingOf(deps, row, around),
    cancellable: whyNotCancellable(run, steps) === null,
    undoable: isUndoable(row, around),
    sentBytes: parse(Bytes, steps.find(({ step }) => step === 'sending')?.bytes ?? 0, 'bytes'),
  };
};

/** Runs with their steps, newest first; a handful of queries whatever their number. */
export const loadRuns = async (
  deps: Deps,
  where: SQL | undefined,
  limit = 1_000,
): Promise<RunView[]> => {
  const rows = await readRows(deps, where, limit);
  if (rows.length === 0) return [];
  const around = await readAround(deps, rows);
  return rows.map((row) => viewOf(deps, row, around));
};
