import type { MeetingId, RoomId, SiteId } from '@nanoedge/protocol';
import { meetingRefusals } from '@nanoedge/words';
import { and, asc, eq, gt, isNull, lt, ne } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { databaseError } from '../../db/client.ts';
import { meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { Conflict } from '../errors.ts';
import { clockOfSite } from '../site/clock.ts';
import type { MeetingClash } from './view.ts';

interface RoomSlot {
  room: { id: RoomId; name: string };
  startsAt: Date;
  endsAt: Date;
  except?: MeetingId | undefined;
}

/** A slot of a site, and who wants it: refusals are written by the clock of both. */
export type Slot = RoomSlot & { site: SiteId; actor: Pick<Actor, 'hour12'> };

/** The first meeting that stands in the way of a slot, or null. */
export const findClash = async (db: Db | Tx, slot: RoomSlot): Promise<MeetingClash | null> => {
  const [clash] = await db
    .select({
      id: meetings.id,
      title: meetings.title,
      startsAt: meetings.startsAt,
      endsAt: meetings.endsAt,
    })
    .from(meetings)
    .where(
      and(
        eq(meetings.room, slot.room.id),
        isNull(meetings.removedAt),
        lt(meetings.startsAt, slot.endsAt),
        gt(meetings.endsAt, slot.startsAt),
        slot.except === undefined ? undefined : ne(meetings.id, slot.except),
      ),
    )
    .orderBy(asc(meetings.startsAt))
    .limit(1);
  return clash === undefined
    ? null
    : { ...clash, startsAt: clash.startsAt.getTime(), endsAt: clash.endsAt.getTime() };
};

/**
 * Runs a write that books a slot. The database itself refuses an overlap (exclusion constraint), so
 * two people who book at the same moment cannot both win; the loser is told by which meeting.
 */
export const booking = async <T>(db: Db, slot: () => Slot, write: () => Promise<T>): Promise<T> => {
  try {
    return await write();
  } catch (error) {
    if (databaseError(error)?.constraint !== 'meetings_room_free') throw error;
    const { room, site, actor } = slot();
    const clash = await findClash(db, slot());
    const clock = await clockOfSite(db, site, actor);
    throw new Conflict('room', meetingRefusals.booked(room.name, clash, clock));
  }
};
