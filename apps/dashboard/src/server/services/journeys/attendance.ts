import { believedUntil } from '@nanoedge/base';
import type { Journey } from '@nanoedge/protocol';
import { and, eq, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { attendances } from '../../db/schema/index.ts';

/**
 * Keeps who was in which meeting, from what a journey says now: in its meeting's room somebody is
 * there from then on; whoever left, or went on to another meeting without getting up, was there
 * until then. What is older than something known changes nothing.
 */
export const keepAttendance = async (tx: Tx, journey: Journey): Promise<void> => {
  const { id, state, meeting, person, updatedAt } = journey;
  const inRoom = state === 'arrived' || state === 'in-meeting';
  const elsewhere = inRoom && meeting !== null ? ne(attendances.meeting, meeting.id) : undefined;
  const closed = await tx
    .update(attendances)
    .set({ leftAt: updatedAt, saidAt: updatedAt })
    .where(
      and(
        eq(attendances.journey, id),
        isNull(attendances.leftAt),
        lte(attendances.saidAt, updatedAt),
        elsewhere,
      ),
    )
    .returning({ meeting: attendances.meeting });
  if (!inRoom || meeting === null || person === null) return;
  const cameAt = closed.length === 0 ? (journey.hops.arrival ?? updatedAt) : updatedAt;
  const said = { saidAt: updatedAt, believedUntil: believedUntil(journey) };
  await tx
    .insert(attendances)
    .values({ meeting: meeting.id, journey: id, person: person.id, cameAt, ...said })
    .onConflictDoUpdate({
      target: [attendances.meeting, attendances.journey],
      set: { ...said, leftAt: sql`null` },
      setWhere: lte(attendances.saidAt, updatedAt),
    });
};
