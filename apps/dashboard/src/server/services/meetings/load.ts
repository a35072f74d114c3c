import type { ContentItem, MeetingId, PersonSummary } from '@nanoedge/protocol';
import { ContentItem as ContentItemSchema, parse } from '@nanoedge/protocol';
import { asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import {
  contents,
  meetingContents,
  meetingParticipants,
  meetings,
  people,
  rooms,
  user,
} from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { MeetingContent, MeetingDetail, MeetingRow } from './view.ts';

/** Whether the actor may change a meeting: an administrator, or its organiser. */
export const mayEdit = (actor: Actor, organiser: string): boolean =>
  actor.role === 'admin' || (actor.role === 'organiser' && actor.user === organiser);

type LoadedMeeting = MeetingRow & {
  contents: MeetingContent[];
  createdAt: number;
  updatedAt: number;
};

const itemOf = (row: {
  kind: ContentItem['kind'];
  name: string;
  url: string | null;
  digest: string | null;
  mediaType: string | null;
  bytes: number | null;
}): ContentItem =>
  parse(
    ContentItemSchema,
    row.kind === 'link' ? { kind: row.kind, name: row.name, url: row.url } : row,
    'stored content',
  );

/** Content of meetings by meeting, in its order. */
export const loadContents = async (
  db: Db | Tx,
  ids: MeetingId[],
): Promise<Map<MeetingId, MeetingContent[]>> => {
  const rows = await db
    .select({
      id: meetingContents.id,
      meeting: meetingContents.meeting,
      kind: meetingContents.kind,
      name: meetingContents.name,
      url: meetingContents.url,
      digest: meetingContents.digest,
      mediaType: contents.mediaType,
      bytes: contents.bytes,
    })
    .from(meetingContents)
    .leftJoin(contents, eq(contents.digest, meetingContents.digest))
    .where(inArray(meetingContents.meeting, ids))
    .orderBy(asc(meetingContents.position));
  const found = new Map<MeetingId, MeetingContent[]>();
  for (const row of rows) {
    const item = itemOf(row);
    const href =
      item.kind === 'link' ? item.url : `/api/content/${encodeURIComponent(item.digest)}`;
    found.set(row.meeting, [...(found.get(row.meeting) ?? []), { id: row.id, item, href }]);
  }
  return found;
};

const loadParticipants = async (
  db: Db | Tx,
  ids: MeetingId[],
): Promise<Map<MeetingId, PersonSummary[]>> => {
  const rows = await db
    .select({
      meeting: meetingParticipants.meeting,
      id: people.id,
      name: people.name,
      initials: people.initials,
      colour: people.colour,
    })
    .from(meetingParticipants)
    .innerJoin(people, eq(people.id, meetingParticipants.person))
    .where(inArray(meetingParticipants.meeting, ids))
    .orderBy(asc(meetingParticipants.position));
  const found = new Map<MeetingId, PersonSummary[]>();
  for (const { meeting, ...person } of rows)
    found.set(meeting, [...(found.get(meeting) ?? []), person]);
  return found;
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
    participants: participants.get(meeting.id) ?? [],
    contentCount: content.get(meeting.id)?.length ?? 0,
    mayEdit: mayEdit(actor, organiser.id),
    removedAt: meeting.removedAt?.getTime() ?? null,
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
  const takesPart =
    meeting.organiser.id === actor.user ||
    meeting.participants.some((person) => person.id === actor.person);
  const { contents: content, createdAt, updatedAt } = meeting;
  return {
    ...toRow(meeting),
    content: actor.role === 'admin' || takesPart ? content : [],
    createdAt,
    updatedAt,
  };
};
