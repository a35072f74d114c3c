import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { meetingParticipants, meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { booking, type Slot } from './clash.ts';
import { finish, lockForEdit } from './edit.ts';
import { checkParticipants, checkRoom, checkTimes } from './rules.ts';
import type { UpdateMeetingInput } from './schema.ts';
import type { MeetingDetail } from './view.ts';
import { replaceContent } from './write-content.ts';
import { PromiseBroken } from '../errors.ts';

/**
 * Changes what is given of a meeting; its organiser or an administrator may. Errors as of
 * createMeeting.
 */
export const updateMeeting = async (
  deps: Deps,
  actor: Actor,
  input: UpdateMeetingInput,
): Promise<MeetingDetail> => {
  let slot: Slot | null = null;
  await booking(
    deps.db,
    () => {
      if (slot === null) throw new PromiseBroken('a clash was reported before the slot was known');
      return slot;
    },
    () =>
      deps.db.transaction(async (tx) => {
        const old = await lockForEdit(tx, actor, { id: input.id });
        const startsAt = new Date(input.startsAt ?? old.startsAt);
        const endsAt = new Date(input.endsAt ?? old.endsAt);
        const moved =
          startsAt.getTime() !== old.startsAt.getTime() ||
          endsAt.getTime() !== old.endsAt.getTime();
        if (moved)
          checkTimes(
            startsAt.getTime(),
            endsAt.getTime(),
            Math.min(deps.now(), old.startsAt.getTime()),
          );
        const room = await checkRoom(tx, old.site, input.room ?? old.room);
        slot = { actor, site: old.site, room, startsAt, endsAt, except: old.id };
        const title = input.title ?? old.title;
        await tx
          .update(meetings)
          .set({ title, room: room.id, startsAt, endsAt, updatedAt: new Date(deps.now()) })
          .where(eq(meetings.id, old.id));
        if (input.participants !== undefined) {
          const participants = await checkParticipants(tx, old.site, input.participants);
          await tx.delete(meetingParticipants).where(eq(meetingParticipants.meeting, old.id));
          await tx
            .insert(meetingParticipants)
            .values(
              participants.map((person, position) => ({ meeting: old.id, person, position })),
            );
        }
        if (input.content !== undefined)
          await replaceContent(tx, actor, { id: old.id, items: input.content });
        await record(tx, actor, {
          action: 'update',
          entity: 'meeting',
          subject: old.id,
          summary: auditSentences.meetings.changed(title),
        });
      }),
  );
  return finish(deps, actor, input.id);
};
