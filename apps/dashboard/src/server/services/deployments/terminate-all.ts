import type { RunId } from '@nanoedge/protocol';
import { and, asc, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { deployments, devices, runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import type { Deps } from '../deps.ts';
import { newBatch } from '../runs/begin.ts';
import { loadRuns } from '../runs/load.ts';
import type { RunView } from '../runs/view.ts';
import { beginRemoval } from './begin-removal.ts';
import type { TerminateAllInput } from './schema.ts';

/**
 * Removes everything that runs on a device, or in the site; what is being removed already goes on
 * as it was asked.
 */
export const terminateAll = async (
  deps: Deps,
  actor: Actor,
  input: TerminateAllInput,
): Promise<RunView[]> => {
  demand(actor, 'deployment.change', input);
  const ids = await deps.db.transaction(async (tx) => {
    const hosts = tx
      .select({ id: devices.id })
      .from(devices)
      .where(
        and(
          eq(devices.site, input.site),
          input.device === undefined ? undefined : eq(devices.id, input.device),
        ),
      );
    const going = tx
      .select({ id: runs.deployment })
      .from(runs)
      .where(and(eq(runs.kind, 'remove'), inArray(runs.state, ['queued', 'running'])));
    const rows = await tx
      .select()
      .from(deployments)
      .where(
        and(
          inArray(deployments.device, hosts),
          isNull(deployments.removedAt),
          notInArray(deployments.id, going),
        ),
      )
      .orderBy(asc(deployments.id))
      .for('update');
    const asking = { site: input.site, actor, now: deps.now(), batch: newBatch() };
    const begun: RunId[] = [];
    for (const row of rows)
      begun.push(await beginRemoval(tx, asking, { row, withoutSnapshot: input.withoutSnapshot }));
    return begun;
  });
  if (ids.length === 0) return [];
  await announce(deps, input.site, ['runs', 'deployments']);
  return loadRuns(deps, inArray(runs.id, ids));
};
