import type { MeetingId, PersonSummary } from '@nanoedge/protocol';
import { asc, eq, inArray, type SQL } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import type { Db, Tx } from '../../db/client.ts';
import { meetingParticipants, meetings, people, rooms, user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { loadContents, type MeetingContent } from '../content/of-meetings.ts';
import type { MeetingDetail, MeetingRow } from './view.ts';

type LoadedMeeting = MeetingRow & {
  contents: MeetingContent[];
  createdAt: number;
  updatedAt: number;
};

const loadParticipants = async (
  db: Db | Tx,
  ids: MeetingId[],
): Promise<Map<MeetingId, (PersonSummary & { removedAt: Date | null })[]>> => {
  const rows = await db
    .select({
      meeting: meetingParticipants.meeting,
      id: people.id,
      name: people.name,
      initials: people.initials,
      colour: people.colour,
      removedAt: people.removedAt,
    })
    .from(meetingParticipants)
    .innerJoin(people, eq(people.id, meetingParticipants.person))
    .where(inArray(meetingParticipants.meeting, ids))
    .orderBy(asc(meetingParticipants.position));
  const found = new Map<MeetingId, (PersonSummary & { removedAt: Date | null })[]>();
  for (const { meeting, ...person } of rows)
    found.set(meeting, [...(found.get(meeting) ?? []), person]);
  return found;
};

/** Who is expected, and who was until they were deleted. */
const invitedTo = (
  rows: readonly (PersonSummary & { removedAt: Date | null })[],
): Pick<MeetingRow, 'participants' | 'deletedParticipants'> => {
  const of = (removed: boolean) =>
    rows.flatMap(({ removedAt, ...person }) => ((removedAt !== null) === removed ? [person] : []));
  return { participants: of(false), deletedParticipants: of(true) };
};

/** Meetings with what belongs to them, by start; three queries whatever their number. */
export const loadMeetings = async (
  db: Db | Tx,
  actor: Actor,
  where: SQL | undefined,
): Promise<LoadedMeeting[]> => {
  const rows = await db
    .select({
      meeting: meetings,
      room: { id: rooms.id, name: rooms.name },
      organiser: { id: user.id, name: user.name },
    })
    .from(meetings)
    .innerJoin(rooms, eq(rooms.id, meetings.room))
    .innerJoin(user, eq(user.id, meetings.organiser))
    .where(where)
    .orderBy(asc(meetings.startsAt), asc(meetings.id));
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.meeting.id);
  const participants = await loadParticipants(db, ids);
  const content = await loadContents(db, ids);
  return rows.map(({ meeting, room, organiser }) => ({
    id: meeting.id,
    site: meeting.site,
    title: meeting.title,
    room,
    organiser,
    startsAt: meeting.startsAt.getTime(),
    endsAt: meeting.endsAt.getTime(),
    ...invitedTo(participants.get(meeting.id) ?? []),
    contentCount: content.get(meeting.id)?.length ?? 0,
    mayEdit: can(actor, 'meeting.edit', { site: meeting.site, organiser: organiser.id }),
    removedAt: meeting.removedAt?.getTime() ?? null,
    version: meeting.version,
    contents: content.get(meeting.id) ?? [],
    createdAt: meeting.createdAt.getTime(),
    updatedAt: meeting.updatedAt.getTime(),
  }));
};

export const toRow = ({
  contents: _contents,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...row
}: LoadedMeeting): MeetingRow => row;

/**
 * The content itself is for administrators, the organiser and the participants; others see only how
 * much there is.
 */
export const toDetail = (actor: Actor, meeting: LoadedMeeting): MeetingDetail => {
  const { site, organiser, participants, contents: content, createdAt, updatedAt } = meeting;
  const people = participants.map(({ id }) => id);
  const readable = can(actor, 'meeting.readContent', { site, organiser: organiser.id, people });
  return {
    ...toRow(meeting),
    content: readable ? content : [],
    createdAt,
    updatedAt,
  };
};
