import { randomUUID } from 'node:crypto';
import { MeetingId, parse } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { meetingParticipants, meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { booking } from './clash.ts';
import { finish } from './edit.ts';
import { checkParticipants, checkRoom, checkTimes } from './rules.ts';
import type { CreateMeetingInput } from './schema.ts';
import type { MeetingDetail } from './view.ts';
import { replaceContent } from './write-content.ts';

/**
 * Books a room for a meeting. Throws BadInput (times, room, participants, content) or Conflict
 * (room is booked).
 */
export const createMeeting = async (
  deps: Deps,
  actor: Actor,
  input: CreateMeetingInput,
): Promise<MeetingDetail> => {
  demand(actor, 'meeting.create', input);
  checkTimes(input.startsAt, input.endsAt, deps.now());
  const room = await checkRoom(deps.db, input.site, input.room);
  const id = parse(MeetingId, randomUUID(), 'meeting id');
  const startsAt = new Date(input.startsAt);
  const endsAt = new Date(input.endsAt);
  await booking(
    deps.db,
    () => ({ actor, site: input.site, room, startsAt, endsAt }),
    () =>
      deps.db.transaction(async (tx) => {
        const participants = await checkParticipants(tx, input.site, input.participants);
        await tx.insert(meetings).values({
          id,
          site: input.site,
          room: room.id,
          title: input.title,
          organiser: actor.user,
          startsAt,
          endsAt,
        });
        await tx
          .insert(meetingParticipants)
          .values(participants.map((person, position) => ({ meeting: id, person, position })));
        await replaceContent(tx, actor, { id, items: input.content });
        await record(tx, actor, {
          site: input.site,
          action: 'create',
          entity: 'meeting',
          subject: id,
          summary: auditSentences.meetings.created(input.title, room.name),
        });
      }),
  );
  return finish(deps, actor, id);
};
