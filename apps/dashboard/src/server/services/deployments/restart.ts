import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { deployments } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { groundOf, insertRun, newRunId } from '../runs/begin.ts';
import { getRun } from '../runs/get.ts';
import type { RunView } from '../runs/view.ts';
import { lockDeployment } from './lock.ts';
import type { RestartInput } from './schema.ts';

/** Starts a deployment anew, as it is, in its container or in a fresh one. Throws Conflict while another run of it is open. */
export const restartDeployment = async (
  deps: Deps,
  actor: Actor,
  input: RestartInput,
): Promise<RunView> => {
  const run = newRunId();
  const kind = input.fresh === true ? 'recreate' : 'restart';
  const site = await deps.db.transaction(async (tx) => {
    const locked = await lockDeployment(tx, input.deployment);
    demand(actor, 'deployment.change', { site: locked.site, as: ['deployment', input.deployment] });
    const asking = { site: locked.site, actor, now: deps.now(), batch: null };
    const { row, before } = await groundOf(tx, locked.row);
    await tx
      .update(deployments)
      .set({ restart: run, updatedAt: new Date(asking.now) })
      .where(eq(deployments.id, row.id));
    await insertRun(tx, asking, { id: run, kind, row, release: row.release, before });
    await record(tx, actor, {
      site: asking.site,
      action: kind,
      entity: 'deployment',
      subject: row.id,
      summary: auditSentences.deployments[kind === 'recreate' ? 'recreated' : 'restarted'](
        row.name,
      ),
    });
    return locked.site;
  });
  await announce(deps, site, ['runs', 'deployments']);
  return getRun(deps, actor, { run });
};
