import { believedUntil } from '@nanoedge/base';
import type { Journey } from '@nanoedge/protocol';
import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { attendances } from '../../db/schema/index.ts';

type Stay = typeof attendances.$inferSelect;

const isInRoom = ({ state }: Journey): boolean => state === 'arrived' || state === 'in-meeting';

/** What is known of the journey's stays after what it says now; those that change are new objects. */
const after = (stays: readonly Stay[], journey: Journey): Stay[] => {
  const { id, meeting, person, updatedAt } = journey;
  const here = isInRoom(journey) && meeting !== null && person !== null ? meeting.id : null;
  const closed = stays.map((stay) =>
    stay.meeting !== here && stay.leftAt === null && stay.saidAt <= updatedAt
      ? { ...stay, leftAt: updatedAt, saidAt: updatedAt }
      : stay,
  );
  if (here === null || person === null) return closed;
  const said = { leftAt: null, saidAt: updatedAt, believedUntil: believedUntil(journey) };
  const known = closed.find((stay) => stay.meeting === here);
  if (known !== undefined)
    return closed.map((stay) =>
      stay === known && stay.saidAt <= updatedAt ? { ...stay, ...said } : stay,
    );
  const moved = closed.some((stay, index) => stay !== stays[index]);
  const cameAt = moved ? updatedAt : (journey.hops.arrival ?? updatedAt);
  return [...closed, { meeting: here, journey: id, person: person.id, cameAt, ...said }];
};

/**
 * Keeps who was in which meeting, from what journeys say, in the order in which they said it: in
 * its meeting's room somebody is there from then on; whoever left, or went on to another meeting
 * without getting up, was there until then. What is older than something known changes nothing.
 */
export const keepAttendance = async (tx: Tx, said: readonly Journey[]): Promise<void> => {
  const journeys = [...new Set(said.map(({ id }) => id))];
  if (journeys.length === 0) return;
  const known = await tx.select().from(attendances).where(inArray(attendances.journey, journeys));
  const before = new Set(known);
  const stays = Map.groupBy(known, ({ journey }) => journey);
  for (const journey of said) stays.set(journey.id, after(stays.get(journey.id) ?? [], journey));
  const changed = [...stays.values()].flat().filter((stay) => !before.has(stay));
  if (changed.length === 0) return;
  await tx
    .insert(attendances)
    .values(changed)
    .onConflictDoUpdate({
      target: [attendances.meeting, attendances.journey],
      set: {
        leftAt: sql`excluded.left_at`,
        saidAt: sql`excluded.said_at`,
        believedUntil: sql`excluded.believed_until`,
      },
    });
};
