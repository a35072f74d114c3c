import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { endOtherSessions } from './end-others.ts';
import { listOwnSessions } from './sessions.ts';
import type { OwnSession } from './view.ts';

/** Signs whoever asks out everywhere but here. */
export const signOutOthers = async (deps: Deps, actor: Actor): Promise<OwnSession[]> => {
  await deps.db.transaction(async (tx) => {
    await endOtherSessions(tx, actor);
    await record(tx, actor, {
      site: null,
      action: 'sign-out',
      entity: 'user',
      subject: actor.user,
      summary: auditSentences.accounts.signedOutOthers,
    });
  });
  return listOwnSessions(deps, actor);
};
