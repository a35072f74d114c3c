import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { deployments, devices, nanoservices, runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { DeploymentRef } from './schema.ts';
import type { DeploymentAround } from './view.ts';

/** Where a deployment is, and which others of its site there are. */
export const deploymentAround = async (
  deps: Deps,
  actor: Actor,
  input: DeploymentRef,
): Promise<DeploymentAround> => {
  const [own] = await deps.db
    .select({
      name: deployments.name,
      nanoservice: deployments.nanoservice,
      title: nanoservices.title,
      site: devices.site,
      deviceName: devices.name,
    })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .leftJoin(nanoservices, eq(nanoservices.name, deployments.nanoservice))
    .where(eq(deployments.id, input.deployment))
    .limit(1);
  if (own === undefined) throw new NotFound('deployment', input.deployment);
  demand(actor, 'deployment.read', { site: own.site, as: ['deployment', input.deployment] });
  const all = await deps.db
    .select({ id: deployments.id, name: deployments.name, peers: deployments.peers })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(and(eq(devices.site, own.site), isNull(deployments.removedAt)))
    .orderBy(asc(deployments.device), asc(deployments.name));
  const [newest] = await deps.db
    .select({ kind: runs.kind, state: runs.state, reason: runs.reason })
    .from(runs)
    .where(eq(runs.deployment, input.deployment))
    .orderBy(desc(runs.requestedAt))
    .limit(1);
  const isRefused = newest?.kind === 'remove' && newest.state === 'refused';
  return {
    deviceName: own.deviceName,
    title: own.title ?? own.nanoservice,
    callers: all.filter(({ peers }) => peers.includes(own.name)).map(({ name }) => name),
    others: all.filter(({ id }) => id !== input.deployment).map(({ name }) => name),
    refusedRemoval: isRefused ? newest.reason : null,
  };
};
