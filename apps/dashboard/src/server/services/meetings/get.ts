import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { detailOf } from './edit.ts';
import type { MeetingRef } from './schema.ts';
import type { MeetingDetail } from './view.ts';

/**
 * One meeting; also one that was removed (`removedAt`), so that its page can offer to restore it.
 */
export const getMeeting = (deps: Deps, actor: Actor, input: MeetingRef): Promise<MeetingDetail> => {
  return detailOf(deps.db, actor, input.id);
};
