import type { LogAnswer, LogRequest } from '@nanoedge/protocol';
import { deploymentRefusals } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import { deployments, devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';

/**
 * The last lines that a deployment wrote, asked of its device now; nothing of it is stored. Throws
 * Conflict when the device does not give them.
 */
export const readDeploymentLog = async (
  deps: Deps,
  actor: Actor,
  { deployment, lines }: LogRequest,
): Promise<LogAnswer> => {
  const [found] = await deps.db
    .select({ device: devices.id, site: devices.site, name: devices.name })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(and(eq(deployments.id, deployment), isNull(deployments.removedAt)))
    .limit(1);
  if (found === undefined) throw new NotFound('deployment', deployment);
  demand(actor, 'deployment.readLog', { site: found.site, as: ['deployment', deployment] });
  const answer = await deps.agents.readLog(found.device, { deployment, lines });
  if (answer === null) throw new Conflict('deployment', deploymentRefusals.noLog(found.name));
  return answer;
};
