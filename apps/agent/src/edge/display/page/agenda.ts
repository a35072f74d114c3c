import { addDays, hourOnDay, hoursOnDay, startOfDay } from '@nanoedge/base';
import type { AgendaEntry } from '../model.ts';

export type RoomStatus =
  | { kind: 'free-all-day' }
  | { kind: 'free'; until: number; next: AgendaEntry }
  | { kind: 'booked'; meeting: AgendaEntry; next: AgendaEntry | null };

const endOfDay = (at: number, zone: string): number =>
  startOfDay(addDays(startOfDay(at, zone), 1, zone), zone);

/** Meetings that touch the day of `now` in the zone of the room, earliest first. */
export const today = (
  meetings: readonly AgendaEntry[],
  now: number,
  zone: string,
): AgendaEntry[] => {
  const [from, to] = [startOfDay(now, zone), endOfDay(now, zone)];
  return meetings
    .filter(({ startsAt, endsAt }) => endsAt > from && startsAt < to)
    .toSorted((a, b) => a.startsAt - b.startsAt);
};

/** What the room is booked for at `now`. */
export const roomStatus = (
  meetings: readonly AgendaEntry[],
  now: number,
  zone: string,
): RoomStatus => {
  const rest = today(meetings, now, zone).filter(({ endsAt }) => endsAt > now);
  const current = rest.find(({ startsAt }) => startsAt <= now);
  const next = rest.find(({ startsAt }) => startsAt > now) ?? null;
  if (current !== undefined) return { kind: 'booked', meeting: current, next };
  return next === null ? { kind: 'free-all-day' } : { kind: 'free', until: next.startsAt, next };
};

export interface DayStrip {
  hours: { hour: number; at: number }[];
  blocks: { meeting: AgendaEntry; from: number; to: number }[];
  now: number;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * The working day as a strip, positions as shares of its width: 8 to 18 o'clock, wider when
 * meetings need it. Positions are what the clock on the wall shows, so 10 o'clock stands at 10 also
 * on a day that has 23 or 25 hours.
 */
export const dayStrip = (meetings: readonly AgendaEntry[], now: number, zone: string): DayStrip => {
  const day = { start: startOfDay(now, zone), zone };
  const hourNow = hourOnDay(day, now);
  const shown = today(meetings, now, zone).flatMap((meeting) => {
    const hours = hoursOnDay(day, meeting);
    return hours === null ? [] : [{ meeting, hours }];
  });
  const first = Math.floor(Math.min(8, hourNow, ...shown.map(({ hours }) => hours.from)));
  const last = Math.ceil(Math.max(18, hourNow, ...shown.map(({ hours }) => hours.to)));
  const share = (hour: number): number => clamp((hour - first) / (last - first));
  return {
    hours: Array.from({ length: last - first + 1 }, (_, index) => ({
      hour: (first + index) % 24,
      at: share(first + index),
    })),
    blocks: shown.map(({ meeting, hours }) => ({
      meeting,
      from: share(hours.from),
      to: share(hours.to),
    })),
    now: share(hourNow),
  };
};
