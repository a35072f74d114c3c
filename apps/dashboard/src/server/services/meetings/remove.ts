import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { finish, lockForEdit } from './edit.ts';
import type { MeetingRef } from './schema.ts';
import type { MeetingDetail } from './view.ts';

/** Removes a meeting and frees its room; `restoreMeeting` undoes it. */
export const removeMeeting = async (
  deps: Deps,
  actor: Actor,
  input: MeetingRef,
): Promise<MeetingDetail> => {
  await deps.db.transaction(async (tx) => {
    const old = await lockForEdit(tx, actor, input);
    await tx
      .update(meetings)
      .set({ removedAt: new Date(deps.now()) })
      .where(eq(meetings.id, old.id));
    await record(tx, actor, {
      site: old.site,
      action: 'remove',
      entity: 'meeting',
      subject: old.id,
      summary: auditSentences.meetings.removed(old.title),
    });
  });
  return finish(deps, actor, input.id);
};
