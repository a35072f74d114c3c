import { eq } from 'drizzle-orm';
import { deployments } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadDeployments } from './load.ts';
import { siteOfDeployment } from './lock.ts';
import type { DeploymentRef } from './schema.ts';
import type { DeploymentView } from './view.ts';

export const getDeployment = async (
  deps: Deps,
  actor: Actor,
  input: DeploymentRef,
): Promise<DeploymentView> => {
  const site = await siteOfDeployment(deps.db, input.deployment);
  demand(actor, 'deployment.read', { site, as: ['deployment', input.deployment] });
  const [found] = await loadDeployments(deps, eq(deployments.id, input.deployment));
  if (found === undefined) throw new NotFound('deployment', input.deployment);
  return found;
};
