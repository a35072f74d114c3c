import type { PersonSummary } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import { attendances, meetings, people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { MeetingRef } from './schema.ts';
import type { Attendance } from './view.ts';

interface Stay {
  cameAt: number;
  leftAt: number | null;
  /** Until when it counts: to its end, to now, or to the last moment that is known. */
  until: number;
}

/** The milliseconds that are covered by at least one of the stays. */
const covered = (stays: readonly Stay[]): number => {
  let [total, reached] = [0, Number.NEGATIVE_INFINITY];
  for (const { cameAt, until } of stays.toSorted((a, b) => a.cameAt - b.cameAt)) {
    total += Math.max(0, until - Math.max(cameAt, reached));
    reached = Math.max(reached, until);
  }
  return total;
};

type Row = typeof attendances.$inferSelect;

/** Somebody whose leaving nobody heard was there until the meeting's end at the latest. */
const stayOf = (row: Row, now: number, endsAt: number): Stay => ({
  cameAt: row.cameAt,
  leftAt: row.leftAt,
  until: row.leftAt ?? Math.max(row.cameAt, Math.min(now, row.believedUntil, endsAt)),
});

const summed = (person: PersonSummary | null, rows: readonly Row[], stays: readonly Stay[]) => {
  const newest = rows.toSorted((a, b) => b.saidAt - a.saidAt)[0];
  return {
    person,
    journey: newest?.journey ?? null,
    cameAt: Math.min(...stays.map((stay) => stay.cameAt)),
    stayedMs: covered(stays),
  };
};

/**
 * Who came to a meeting, when each left and how long they stayed, by when they came; the same
 * tomorrow as today. People who were deleted since have no name.
 */
export const meetingAttendance = async (
  deps: Deps,
  actor: Actor,
  input: MeetingRef,
): Promise<Attendance[]> => {
  const [meeting] = await deps.db
    .select({ site: meetings.site, endsAt: meetings.endsAt })
    .from(meetings)
    .where(eq(meetings.id, input.id))
    .limit(1);
  if (meeting === undefined) throw new NotFound('meeting', input.id);
  demand(actor, 'meeting.readAttendance', { site: meeting.site, as: ['meeting', input.id] });
  const rows = await deps.db
    .select({
      stay: attendances,
      person: {
        id: people.id,
        name: people.name,
        initials: people.initials,
        colour: people.colour,
      },
    })
    .from(attendances)
    .leftJoin(people, eq(people.id, attendances.person))
    .where(eq(attendances.meeting, input.id))
    .orderBy(asc(attendances.cameAt));
  const [now, endsAt] = [deps.now(), meeting.endsAt.getTime()];
  return [...Map.groupBy(rows, ({ stay }) => stay.person).values()].map((own) => {
    const found = own.map(({ stay }) => stay);
    const stays = found.map((stay) => stayOf(stay, now, endsAt));
    const here = found.some((stay) => stay.leftAt === null && now < stay.believedUntil);
    const heardLeaving = found.every((stay) => stay.leftAt !== null);
    return {
      ...summed(own[0]?.person ?? null, found, stays),
      here,
      leftAt: here || !heardLeaving ? null : Math.max(...stays.map((stay) => stay.until)),
    };
  });
};
