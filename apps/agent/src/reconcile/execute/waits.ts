import type { DeploymentId } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import { verdictOf } from '../phase.ts';
import type { Context, Executors } from './context.ts';

/** Says that an image is missed, unless something of the deployment serves meanwhile. */
const missImage = async (
  deployment: DeploymentId,
  detail: string,
  { status, engine }: Context,
): Promise<void> => {
  const shown = status.get(deployment).container;
  const serves = shown !== null && (await engine.inspect(shown))?.state === 'running';
  if (!serves) status.set(deployment, { state: 'missing-image', detail });
};

/** Steps that start work beside the plan, end a run, or only wait. */
export const waits: Executors<
  | 'take-snapshot'
  | 'restore-volumes'
  | 'bring-image'
  | 'finish-run'
  | 'await-image'
  | 'await-verdict'
  | 'hold'
  | 'hold-full'
> = {
  'take-snapshot': async (step, { staging, round }) =>
    staging.snapshots.start(step, round.targets.get(step.deployment) ?? null),
  'restore-volumes': async (step, { staging, round }) =>
    staging.volumes.start(step, round.targets.get(step.deployment) ?? null),
  'bring-image': async ({ deployment, release }, context) => {
    await missImage(deployment, serviceReasons.imageOnItsWay(release.image), context);
    context.staging.images.start(release);
  },
  'finish-run': async ({ deployment, run }, context) => {
    const { journal, runLog, clock, facts, status, round } = context;
    const ref = { run, deployment };
    const found = journal.get(run);
    if (found === null) return;
    const verdict = verdictOf(found.phase);
    if (verdict !== null) runLog.done(ref, 'rolling-back');
    runLog.finish(ref, verdict?.outcome ?? 'done', verdict);
    const target = round.targets.get(deployment);
    if (target?.goal !== 'remove') return;
    status.set(deployment, { state: 'stopped', container: null, detail: null });
    const { nanoservice } = target.spec;
    facts.append({ type: 'service.removed', at: clock.now(), deployment, nanoservice });
  },
  'await-image': async ({ deployment, image }, context) =>
    missImage(deployment, serviceReasons.noImageYet(image), context),
  'await-verdict': async () => undefined,
  hold: async () => undefined,
  'hold-full': async ({ deployment, detail }, { status }) =>
    status.set(deployment, { state: 'failed', detail, healthySince: null }),
};
