import { and, eq, inArray } from 'drizzle-orm';
import { runs } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { loadRuns } from './load.ts';
import type { ListRunsInput } from './schema.ts';
import type { RunView } from './view.ts';

export const listRuns = (deps: Deps, actor: Actor, input: ListRunsInput): Promise<RunView[]> => {
  demand(actor, 'run.read', input);
  return loadRuns(
    deps,
    and(
      eq(runs.site, input.site),
      input.open ? inArray(runs.state, ['queued', 'running']) : undefined,
      input.device === undefined ? undefined : eq(runs.device, input.device),
      input.deployment === undefined ? undefined : eq(runs.deployment, input.deployment),
      input.nanoservice === undefined ? undefined : eq(runs.nanoservice, input.nanoservice),
      input.batch === undefined ? undefined : eq(runs.batch, input.batch),
    ),
    input.limit,
  );
};
