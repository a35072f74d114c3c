import type { RunId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { inArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { type Asking, insertRun, newBatch, newRunId } from '../runs/begin.ts';
import { loadRuns } from '../runs/load.ts';
import type { RunView } from '../runs/view.ts';
import { renewOverride } from '../signing/renew-override.ts';
import { lockSite } from '../site/lock.ts';
import { readFacts, readRelease, type StoredRelease } from './facts.ts';
import { planAddition, type Planned, refuseBlocked } from './plan.ts';
import type { AddDeploymentInput } from './schema.ts';
import { PromiseBroken } from '../errors.ts';

const write = async (
  tx: Tx,
  asking: Asking,
  { planned, release }: { planned: Planned; release: StoredRelease },
): Promise<RunId> => {
  const run = newRunId();
  const { id, device, name, port, config, peers } = planned;
  const { limits, volumes } = release.spec;
  const [row] = await tx
    .insert(deployments)
    .values({
      id,
      device,
      name,
      port,
      config,
      peers,
      volumes,
      nanoservice: release.nanoservice,
      release: release.id,
      memoryBytes: limits.memoryBytes,
      pids: limits.pids,
      change: run,
      managed: 'admin',
    })
    .returning();
  if (row === undefined) throw new PromiseBroken(`the row of ${id} was not returned`);
  await insertRun(tx, asking, { id: run, kind: 'add', row, release: release.id, before: null });
  const summary = auditSentences.deployments.added(
    name,
    `${release.nanoservice} ${release.version}`,
    planned.deviceName,
  );
  await record(tx, asking.actor, {
    site: asking.site,
    action: 'add',
    entity: 'deployment',
    subject: id,
    summary,
  });
  return run;
};

/**
 * Adds a release to every device of a placement, or to none when something speaks against it. A
 * device that is offline gets it when it returns.
 */
export const addDeployment = async (
  deps: Deps,
  actor: Actor,
  input: AddDeploymentInput,
): Promise<RunView[]> => {
  demand(actor, 'deployment.change', input);
  const ids = await deps.db.transaction(async (tx) => {
    const release = await readRelease(tx, input.release);
    await lockSite(tx, input.site);
    const plans = planAddition(deps, await readFacts(tx, input.site), { input, release });
    refuseBlocked(plans);
    const asking = {
      site: input.site,
      actor,
      now: deps.now(),
      batch: plans.length > 1 ? newBatch() : null,
    };
    const made: RunId[] = [];
    for (const planned of plans) {
      made.push(await write(tx, asking, { planned, release }));
      await renewOverride(tx, planned.id, { signing: deps, who: actor });
    }
    return made;
  });
  await announce(deps, input.site, ['runs', 'deployments']);
  return loadRuns(deps, inArray(runs.id, ids));
};
