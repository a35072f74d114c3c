import { dayMs } from '@nanoedge/base';
import type { PersonId, RoomId, SiteId } from '@nanoedge/protocol';
import { meetingRefusals } from '@nanoedge/words';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { people, rooms } from '../../db/schema/index.ts';
import { BadInput } from '../errors.ts';

/**
 * Throws BadInput unless the meeting ends after it starts, within a day, and did not start long ago
 * (epoch ms).
 */
export const checkTimes = (startsAt: number, endsAt: number, now: number): void => {
  if (endsAt <= startsAt) throw new BadInput('endsAt', meetingRefusals.endsFirst);
  if (endsAt - startsAt > dayMs) throw new BadInput('endsAt', meetingRefusals.tooLong);
  if (startsAt < now - dayMs) throw new BadInput('startsAt', meetingRefusals.past);
  if (startsAt > now + 3660 * dayMs) throw new BadInput('startsAt', meetingRefusals.tooFar);
};

export const checkRoom = async (
  db: Db | Tx,
  site: SiteId,
  room: RoomId,
): Promise<{ id: RoomId; name: string }> => {
  const [found] = await db
    .select({ id: rooms.id, name: rooms.name })
    .from(rooms)
    .where(and(eq(rooms.id, room), eq(rooms.site, site)))
    .limit(1);
  if (found === undefined) throw new BadInput('room', meetingRefusals.noSuchRoom(room));
  return found;
};

/**
 * Throws BadInput unless there is at least one and all are people of the site. Returns each once.
 */
export const checkParticipants = async (
  db: Db | Tx,
  site: SiteId,
  wanted: PersonId[],
): Promise<PersonId[]> => {
  const once = [...new Set(wanted)];
  if (once.length === 0) throw new BadInput('participants', meetingRefusals.nobody);
  const found = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.site, site), inArray(people.id, once), isNull(people.removedAt)));
  const known = new Set(found.map((row) => row.id));
  const missing = once.find((id) => !known.has(id));
  if (missing !== undefined)
    throw new BadInput('participants', meetingRefusals.noSuchPerson(missing));
  return once;
};
