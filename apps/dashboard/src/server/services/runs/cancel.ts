import { auditSentences, cancelRefusals, runReasons } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { deployments, runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import { renewOverride } from '../signing/renew-override.ts';
import { putBack } from './begin.ts';
import { getRun } from './get.ts';
import { whyNotCancellable } from './judge.ts';
import { loadSteps } from './load-steps.ts';
import type { RunRef } from './schema.ts';
import type { RunView } from './view.ts';

/**
 * Takes a change back while nothing was given up for it. What the device never saw ends here and
 * now; else the device ends it once it has the newer desired state, and until then the run stays
 * open. Throws Conflict when it is too late.
 */
export const cancelRun = async (deps: Deps, actor: Actor, input: RunRef): Promise<RunView> => {
  const [known] = await deps.db.select().from(runs).where(eq(runs.id, input.run)).limit(1);
  if (known === undefined) throw new NotFound('run', input.run);
  demand(actor, 'run.cancel', { site: known.site, as: ['run', known.id] });
  await deps.db.transaction(async (tx) => {
    await tx
      .select({ id: deployments.id })
      .from(deployments)
      .where(eq(deployments.id, known.deployment))
      .for('update');
    const [run] = await tx.select().from(runs).where(eq(runs.id, input.run)).for('update').limit(1);
    if (run === undefined) throw new NotFound('run', input.run);
    const steps = (await loadSteps(tx, [run.id])).get(run.id) ?? [];
    const tooLate = whyNotCancellable(run, steps);
    if (tooLate !== null) throw new Conflict('run', cancelRefusals.refused(tooLate));
    await putBack(tx, run, deps.now());
    await renewOverride(tx, run.deployment, { signing: deps, who: actor });
    const seen = run.state === 'running';
    await tx
      .update(runs)
      .set({
        reason: runReasons.cancelled(actor.name),
        ...(seen ? {} : { state: 'cancelled' as const, finishedAt: new Date(deps.now()) }),
      })
      .where(eq(runs.id, run.id));
    const summary = auditSentences.deployments.cancelled(run.kind, run.name);
    await record(tx, actor, {
      site: known.site,
      action: 'cancel',
      entity: 'run',
      subject: run.id,
      summary,
    });
  });
  await announce(deps, known.site, ['runs', 'deployments']);
  return getRun(deps, actor, input);
};
