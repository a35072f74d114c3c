import { eq } from 'drizzle-orm';
import { runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadRuns } from './load.ts';
import type { RunRef } from './schema.ts';
import type { RunView } from './view.ts';

export const getRun = async (deps: Deps, actor: Actor, input: RunRef): Promise<RunView> => {
  requireRole(actor, 'viewer');
  const [found] = await loadRuns(deps, eq(runs.id, input.run));
  if (found === undefined) throw new NotFound('run', input.run);
  return found;
};
