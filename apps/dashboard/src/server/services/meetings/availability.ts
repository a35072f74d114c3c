import { asc, eq } from 'drizzle-orm';
import { rooms } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { findClash } from './clash.ts';
import type { AvailabilityInput } from './schema.ts';
import type { RoomAvailability } from './view.ts';

/**
 * Which rooms of the site are free in a time, the free ones first. An empty time is free
 * everywhere.
 */
export const roomAvailability = async (
  deps: Deps,
  actor: Actor,
  input: AvailabilityInput,
): Promise<RoomAvailability[]> => {
  demand(actor, 'meeting.read', input);
  const found = await deps.db
    .select({ id: rooms.id, name: rooms.name })
    .from(rooms)
    .where(eq(rooms.site, input.site))
    .orderBy(asc(rooms.name));
  const startsAt = new Date(input.startsAt);
  const endsAt = new Date(input.endsAt);
  const answers = await Promise.all(
    found.map(async (room) => ({
      room: room.id,
      name: room.name,
      clash:
        endsAt <= startsAt
          ? null
          : await findClash(deps.db, { room, startsAt, endsAt, except: input.except }),
    })),
  );
  return answers.toSorted((a, b) => Number(a.clash !== null) - Number(b.clash !== null));
};
