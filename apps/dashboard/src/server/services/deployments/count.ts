import { and, count, eq, isNull } from 'drizzle-orm';
import { deployments, devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { CountDeploymentsInput } from './schema.ts';

/** How many deployments a device or a whole site has. */
export const countDeployments = async (
  deps: Deps,
  actor: Actor,
  input: CountDeploymentsInput,
): Promise<number> => {
  demand(actor, 'deployment.read', input);
  const [found] = await deps.db
    .select({ count: count() })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(
      and(
        eq(devices.site, input.site),
        input.device === undefined ? undefined : eq(deployments.device, input.device),
        isNull(deployments.removedAt),
      ),
    );
  return found?.count ?? 0;
};
