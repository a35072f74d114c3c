import { eq } from 'drizzle-orm';
import { runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadRuns } from './load.ts';
import type { RunRef } from './schema.ts';
import type { RunView } from './view.ts';

export const getRun = async (deps: Deps, actor: Actor, input: RunRef): Promise<RunView> => {
  const [stored] = await deps.db
    .select({ site: runs.site })
    .from(runs)
    .where(eq(runs.id, input.run))
    .limit(1);
  const [found] = await loadRuns(deps, eq(runs.id, input.run));
  if (stored === undefined || found === undefined) throw new NotFound('run', input.run);
  demand(actor, 'run.read', { site: stored.site, as: ['run', input.run] });
  return found;
};
