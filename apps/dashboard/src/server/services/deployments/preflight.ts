import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readFacts, readRelease } from './facts.ts';
import { planAddition, preflightView } from './plan.ts';
import type { PreflightInput } from './schema.ts';
import type { PreflightView } from './view.ts';

/** What `add` would do on each device and what speaks against it. Changes nothing. */
export const preflight = async (
  deps: Deps,
  actor: Actor,
  input: PreflightInput,
): Promise<PreflightView[]> => {
  demand(actor, 'deployment.read', input);
  const release = await readRelease(deps.db, input.release);
  return planAddition(deps, await readFacts(deps.db, input.site), { input, release }).map(
    preflightView,
  );
};
