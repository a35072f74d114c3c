import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import type { SiteInput } from '../site/schema.ts';
import { sendToSite } from './send.ts';

/** Everybody who is simulated goes at once. */
export const clearWalks = async (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<{ agents: number }> => {
  demand(actor, 'simulation.run', input);
  const agents = await sendToSite(deps, input.site, { kind: 'clear' });
  await record(deps.db, actor, {
    site: input.site,
    action: 'clear',
    entity: 'simulation',
    subject: input.site,
    summary: auditSentences.simulation.cleared,
  });
  return { agents };
};
