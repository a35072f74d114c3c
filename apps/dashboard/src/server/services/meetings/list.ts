import { and, eq, gt, ilike, isNull, lt } from 'drizzle-orm';
import { meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { contains } from '../like.ts';
import { loadMeetings, toRow } from './load.ts';
import type { ListMeetingsInput } from './schema.ts';
import type { MeetingRow } from './view.ts';

/** The meetings of a site that touch the asked time, by start. */
export const listMeetings = async (
  deps: Deps,
  actor: Actor,
  input: ListMeetingsInput,
): Promise<MeetingRow[]> => {
  demand(actor, 'meeting.read', input);
  const where = and(
    eq(meetings.site, input.site),
    isNull(meetings.removedAt),
    input.from === undefined ? undefined : gt(meetings.endsAt, new Date(input.from)),
    input.to === undefined ? undefined : lt(meetings.startsAt, new Date(input.to)),
    input.room === undefined ? undefined : eq(meetings.room, input.room),
    input.query === undefined || input.query === ''
      ? undefined
      : ilike(meetings.title, contains(input.query)),
  );
  return (await loadMeetings(deps.db, actor, where)).map(toRow);
};
