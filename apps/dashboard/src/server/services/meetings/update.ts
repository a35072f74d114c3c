import { isSameValue } from '@nanoedge/base';
import { auditSentences, staleRefusals } from '@nanoedge/words';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { meetingParticipants, meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { booking, type Slot } from './clash.ts';
import { finish, lockForEdit } from './edit.ts';
import { checkParticipants, checkRoom, checkTimes } from './rules.ts';
import type { UpdateMeetingInput } from './schema.ts';
import { type MeetingFields, settleMeeting, storedFields } from './stored-fields.ts';
import type { MeetingDetail } from './view.ts';
import { replaceContent } from './write-content.ts';
import { BadInput, PromiseBroken } from '../errors.ts';

type Stored = Awaited<ReturnType<typeof lockForEdit>>;

const writeLists = async (
  tx: Tx,
  actor: Actor,
  { old, now, next }: { old: Stored; now: MeetingFields; next: MeetingFields },
): Promise<void> => {
  if (!isSameValue(now.participants, next.participants)) {
    const participants = await checkParticipants(tx, old.site, next.participants);
    await tx.delete(meetingParticipants).where(
      and(
        eq(meetingParticipants.meeting, old.id),
        // Nobody who was deleted: the form does not know them
        inArray(meetingParticipants.person, now.participants),
      ),
    );
    await tx
      .insert(meetingParticipants)
      .values(participants.map((person, position) => ({ meeting: old.id, person, position })));
  }
  if (!isSameValue(now.content, next.content))
    await replaceContent(tx, actor, { id: old.id, items: next.content });
};

const checkMoved = (old: Stored, next: MeetingFields, now: number): void => {
  const startsAt = old.startsAt.getTime();
  if (next.startsAt === startsAt && next.endsAt === old.endsAt.getTime()) return;
  checkTimes(next.startsAt, next.endsAt, Math.min(now, startsAt));
};

/**
 * Changes what is given of a meeting; its organiser or an administrator may. What others changed
 * since `base` stays. Throws StaleSave where both changed the same; other errors as of
 * createMeeting.
 */
export const updateMeeting = async (
  deps: Deps,
  actor: Actor,
  input: UpdateMeetingInput,
): Promise<MeetingDetail> => {
  for (const field of ['participants', 'content'] as const)
    if (input[field] !== undefined && input.base === undefined)
      throw new BadInput('base', staleRefusals.listNeedsBase(field));
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
        const now = await storedFields(tx, old);
        const next = await settleMeeting(tx, { row: old, now }, input);
        checkMoved(old, next, deps.now());
        const room = await checkRoom(tx, old.site, next.room);
        const times = { startsAt: new Date(next.startsAt), endsAt: new Date(next.endsAt) };
        slot = { actor, site: old.site, room, ...times, except: old.id };
        await tx
          .update(meetings)
          .set({ title: next.title, room: room.id, ...times, updatedAt: new Date(deps.now()) })
          .where(eq(meetings.id, old.id));
        await writeLists(tx, actor, { old, now, next });
        await record(tx, actor, {
          site: old.site,
          action: 'update',
          entity: 'meeting',
          subject: old.id,
          summary: auditSentences.meetings.changed(next.title),
        });
      }),
  );
  return finish(deps, actor, input.id);
};
