import { deploymentRefusals } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import { getRun } from '../runs/get.ts';
import type { RunView } from '../runs/view.ts';
import { beginRemoval } from './begin-removal.ts';
import { lockDeployment } from './lock.ts';
import type { RemoveDeploymentInput } from './schema.ts';

/**
 * Takes a deployment away, after a snapshot unless that is waived. Throws Conflict when it is being
 * removed already.
 */
export const removeDeployment = async (
  deps: Deps,
  actor: Actor,
  input: RemoveDeploymentInput,
): Promise<RunView> => {
  const { run, site } = await deps.db.transaction(async (tx) => {
    const locked = await lockDeployment(tx, input.deployment);
    demand(actor, 'deployment.change', { site: locked.site, as: ['deployment', input.deployment] });
    if (locked.row.removal !== null)
      throw new Conflict('deployment', deploymentRefusals.removedAlready(locked.row.name));
    const asking = { site: locked.site, actor, now: deps.now(), batch: null };
    return {
      site: locked.site,
      run: await beginRemoval(tx, asking, {
        row: locked.row,
        withoutSnapshot: input.withoutSnapshot,
        leaveOut: input.leaveOut === true,
      }),
    };
  });
  await announce(deps, site, ['runs', 'deployments']);
  return getRun(deps, actor, { run });
};
