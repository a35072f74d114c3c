import { type Bytes, Bytes as BytesSchema, parse } from '@nanoedge/protocol';
import { asc, eq, type SQL } from 'drizzle-orm';
import { deployments, devices, releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { StoredDevice } from '../devices/status.ts';
import type { DeploymentStatus, DeploymentView, ReleaseView } from './view.ts';

const bytes = (value: number): Bytes => parse(BytesSchema, value, 'bytes');

export const releaseView = (row: typeof releases.$inferSelect): ReleaseView => ({
  id: row.id,
  nanoservice: row.nanoservice,
  version: row.version,
  image: row.image,
  imageId: row.imageId,
  bytes: bytes(row.bytes),
  createdAt: row.createdAt.getTime(),
});

const statusOfDeployment = (device: StoredDevice, connected: boolean, deployment: string): DeploymentStatus => {
  const service = device.reported?.services.find((reported) => reported.deployment === deployment) ?? null;
  if (!connected) return { kind: 'unknown', since: device.linkChangedAt.getTime(), last: service };
  return service === null || device.reported === null ? { kind: 'silent' } : { kind: 'known', at: device.reported.at, service };
};

/** Deployments with their wanted release and what their device says of them; nothing stale passes for known. */
export const loadDeployments = async (deps: Deps, where: SQL | undefined): Promise<DeploymentView[]> => {
  const rows = await deps.db
    .select({ deployment: deployments, release: releases, device: devices })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.release))
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(where)
    .orderBy(asc(deployments.device), asc(deployments.name));
  return rows.map(({ deployment, release, device }) => {
    const status = statusOfDeployment(device, deps.agents.connected(device.id), deployment.id);
    return {
      id: deployment.id,
      name: deployment.name,
      device: deployment.device,
      nanoservice: deployment.nanoservice,
      release: releaseView(release),
      config: deployment.config,
      port: deployment.port,
      limits: { memoryBytes: bytes(deployment.memoryBytes), pids: deployment.pids },
      status,
      current: status.kind === 'known' ? status.service.version === release.version && status.service.image === release.image : null,
    };
  });
};
