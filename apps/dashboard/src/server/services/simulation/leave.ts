import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import type { LeaveInput } from './schema.ts';
import { sendToSite } from './send.ts';

/** A simulated person goes; their key is heard nowhere from now on. */
export const leaveWalk = async (
  deps: Deps,
  actor: Actor,
  input: LeaveInput,
): Promise<{ agents: number }> => {
  demand(actor, 'simulation.run', input);
  const agents = await sendToSite(deps, input.site, { kind: 'leave', walker: input.walker });
  await record(deps.db, actor, {
    site: input.site,
    action: 'leave',
    entity: 'simulation',
    subject: input.walker,
    summary: auditSentences.simulation.letLeave,
  });
  return { agents };
};
