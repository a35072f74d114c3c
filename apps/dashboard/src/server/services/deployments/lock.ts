import type { DeploymentId, SiteId } from '@nanoedge/protocol';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { deployments, devices } from '../../db/schema/index.ts';
import { NotFound } from '../errors.ts';
import type { StoredDeployment } from '../runs/stored.ts';

export const siteOfDeployment = async (tx: Db | Tx, id: DeploymentId): Promise<SiteId> => {
  const [found] = await tx
    .select({ site: devices.site })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(eq(deployments.id, id))
    .limit(1);
  if (found === undefined) throw new NotFound('deployment', id);
  return found.site;
};

/** Locks a deployment that is there for a change; every change of it waits for the others. */
export const lockDeployment = async (
  tx: Tx,
  id: DeploymentId,
): Promise<{ row: StoredDeployment; site: SiteId }> => {
  const [row] = await tx
    .select()
    .from(deployments)
    .where(and(eq(deployments.id, id), isNull(deployments.removedAt)))
    .for('update')
    .limit(1);
  if (row === undefined) throw new NotFound('deployment', id);
  return { row, site: await siteOfDeployment(tx, id) };
};
