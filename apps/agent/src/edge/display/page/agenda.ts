import { addDays, startOfDay } from '@nanoedge/base';
import type { MeetingSummary } from '@nanoedge/protocol';

export type RoomStatus =
  | { kind: 'free-all-day' }
  | { kind: 'free'; until: number; next: MeetingSummary }
  | { kind: 'booked'; meeting: MeetingSummary; next: MeetingSummary | null };

const endOfDay = (at: number): number => startOfDay(addDays(at, 1));

/** Meetings that touch the day of `now` (local time), earliest first. */
export const today = (meetings: readonly MeetingSummary[], now: number): MeetingSummary[] =>
  meetings
    .filter(({ startsAt, endsAt }) => endsAt > startOfDay(now) && startsAt < endOfDay(now))
    .toSorted((a, b) => a.startsAt - b.startsAt);

/** What the room is booked for at `now`. */
export const roomStatus = (meetings: readonly MeetingSummary[], now: number): RoomStatus => {
  const rest = today(meetings, now).filter(({ endsAt }) => endsAt > now);
  const current = rest.find(({ startsAt }) => startsAt <= now);
  const next = rest.find(({ startsAt }) => startsAt > now) ?? null;
  if (current !== undefined) return { kind: 'booked', meeting: current, next };
  return next === null ? { kind: 'free-all-day' } : { kind: 'free', until: next.startsAt, next };
};

export interface DayStrip {
  hours: { hour: number; at: number }[];
  blocks: { meeting: MeetingSummary; from: number; to: number }[];
  now: number;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * The working day as a strip, positions as shares of its width: 8 to 18 o'clock, wider when
 * meetings need it.
 */
export const dayStrip = (meetings: readonly MeetingSummary[], now: number): DayStrip => {
  const day = startOfDay(now);
  const hourOf = (at: number): number =>
    (Math.min(Math.max(at, day), endOfDay(now)) - day) / 3_600_000;
  const shown = today(meetings, now);
  const first = Math.floor(
    Math.min(8, hourOf(now), ...shown.map(({ startsAt }) => hourOf(startsAt))),
  );
  const last = Math.ceil(Math.max(18, hourOf(now), ...shown.map(({ endsAt }) => hourOf(endsAt))));
  const share = (hour: number): number => clamp((hour - first) / (last - first));
  return {
    hours: Array.from({ length: last - first + 1 }, (_, index) => ({
      hour: (first + index) % 24,
      at: share(first + index),
    })),
    blocks: shown.map((meeting) => ({
      meeting,
      from: share(hourOf(meeting.startsAt)),
      to: share(hourOf(meeting.endsAt)),
    })),
    now: share(hourOf(now)),
  };
};
