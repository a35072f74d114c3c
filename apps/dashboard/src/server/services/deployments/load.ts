import { type DeploymentStatus, deploymentStatusOf, truthOf } from '@nanoedge/base';
import { type Bytes, Bytes as BytesSchema, type DeploymentId, parse } from '@nanoedge/protocol';
import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { deployments, devices, releases, runs } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { statusOf } from '../device-status.ts';
import { releaseView } from '../nanoservices/release-view.ts';
import { loadRuns } from '../runs/load.ts';
import type { RunView } from '../runs/view.ts';
import type { DeploymentView } from './view.ts';

const bytes = (value: number): Bytes => parse(BytesSchema, value, 'bytes');

/** Agents that do not say which image id runs say at least its name and version. */
const runsIt = (
  status: DeploymentStatus,
  release: typeof releases.$inferSelect,
): boolean | null => {
  if (status.kind !== 'known') return null;
  const { imageId, image, version } = status.service;
  return imageId === null
    ? version === release.version && image === release.image
    : imageId === release.imageId;
};

/** The open run of each deployment, else its last one. */
const lastRuns = async (deps: Deps, ids: DeploymentId[]): Promise<Map<DeploymentId, RunView>> => {
  if (ids.length === 0) return new Map();
  const open = sql`case when ${runs.state} in ('queued', 'running') then 0 else 1 end`;
  const newest = await deps.db
    .selectDistinctOn([runs.deployment], { id: runs.id })
    .from(runs)
    .where(inArray(runs.deployment, ids))
    .orderBy(runs.deployment, open, desc(runs.requestedAt));
  if (newest.length === 0) return new Map();
  const found = await loadRuns(
    deps,
    inArray(
      runs.id,
      newest.map(({ id }) => id),
    ),
  );
  return new Map(found.map((run) => [run.deployment, run]));
};

/**
 * Deployments with their wanted release and what their device says of them; nothing stale passes
 * for known.
 */
export const loadDeployments = async (
  deps: Deps,
  where: SQL | undefined,
): Promise<DeploymentView[]> => {
  const rows = await deps.db
    .select({ deployment: deployments, release: releases, device: devices })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.release))
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(and(where, isNull(deployments.removedAt)))
    .orderBy(asc(deployments.device), asc(deployments.name));
  const run = await lastRuns(
    deps,
    rows.map(({ deployment }) => deployment.id),
  );
  return rows.map(({ deployment, release, device }) => {
    const { id, name, nanoservice, config, port, peers, volumes, change, memoryBytes, pids } =
      deployment;
    const said = statusOf(device, deps);
    const truth = truthOf({ device: said, watched: true }, deps.now());
    const status = deploymentStatusOf(id, said, truth);
    return {
      id,
      name,
      nanoservice,
      config,
      port,
      peers,
      volumes,
      change,
      version: deployment.version,
      device: deployment.device,
      release: releaseView(release, deps),
      limits: { memoryBytes: bytes(memoryBytes), pids },
      run: run.get(id) ?? null,
      status,
      current: runsIt(status, release),
    };
  });
};
