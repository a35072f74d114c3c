import { dayMs, type MergeRules } from '@nanoedge/base';
import type { PersonId, RoomId } from '@nanoedge/protocol';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { meetingContents, meetingParticipants, people } from '../../db/schema/index.ts';
import { type Base, settleEdit, staleSave } from '../edits/settle-edit.ts';
import { PromiseBroken } from '../errors.ts';
import type { StoredMeeting } from './edit.ts';
import type { ContentInput, UpdateMeetingInput } from './schema.ts';

/** What can be edited of a meeting. */
export interface MeetingFields {
  title: string;
  room: RoomId;
  startsAt: number;
  endsAt: number;
  participants: PersonId[];
  content: ContentInput[];
}

const rules: MergeRules<MeetingFields> = {
  title: 'value',
  room: 'value',
  startsAt: 'value',
  endsAt: 'value',
  participants: 'set',
  content: 'list',
};

const inputOf = ({
  kind,
  name,
  url,
  digest,
}: typeof meetingContents.$inferSelect): ContentInput => {
  if (kind === 'link' && url !== null) return { kind, name, url };
  if (digest === null) throw new PromiseBroken('content has neither a link nor a digest');
  return { kind: 'file', name, digest };
};

/** A locked meeting as a save would give it. */
export const storedFields = async (tx: Tx, row: StoredMeeting): Promise<MeetingFields> => {
  const invited = await tx
    .select({ person: meetingParticipants.person })
    .from(meetingParticipants)
    .innerJoin(people, eq(people.id, meetingParticipants.person))
    // Who was deleted stays in it, to be back when they are brought back
    .where(and(eq(meetingParticipants.meeting, row.id), isNull(people.removedAt)))
    .orderBy(asc(meetingParticipants.position));
  const content = await tx
    .select()
    .from(meetingContents)
    .where(eq(meetingContents.meeting, row.id))
    .orderBy(asc(meetingContents.position));
  return {
    title: row.title,
    room: row.room,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    participants: invited.map(({ person }) => person),
    content: content.map(inputOf),
  };
};

const isSpan = ({ startsAt, endsAt }: MeetingFields): boolean =>
  endsAt > startsAt && endsAt - startsAt <= dayMs;

/**
 * What is to be stored of a save of the locked meeting. Throws StaleSave where it and what others
 * changed since do not go together; a start and an end that only fit one by one do not either.
 */
export const settleMeeting = async (
  tx: Tx,
  { row, now }: { row: StoredMeeting; now: MeetingFields },
  { id: _id, base, ...given }: UpdateMeetingInput,
): Promise<MeetingFields> => {
  const about = { entity: 'meeting', subject: row.id };
  const { version } = row;
  const from: Base<MeetingFields> | undefined = base;
  const merged = await settleEdit(tx, about, { given, base: from, now, version, rules });
  const startsAt = given.startsAt ?? base?.startsAt ?? now.startsAt;
  const endsAt = given.endsAt ?? base?.endsAt ?? now.endsAt;
  const mine = { ...merged, startsAt, endsAt };
  if (isSpan(merged) || !isSpan(mine)) return merged;
  const fields = ['startsAt', 'endsAt'];
  throw await staleSave(tx, about, { fields, mine, theirs: now, version });
};
