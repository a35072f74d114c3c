import { atMinuteOfDay, hourMs } from '@nanoedge/base';
import type { PersonSummary } from '@nanoedge/protocol';
import { dayOfDate, meetingProblems, type WallClock } from '@nanoedge/words';
import * as z from 'zod';
import type { DraftContent } from './content-draft.ts';
import { nextQuarter } from './moments.ts';
import { readTimes, type TimesProblem, type TypedTimes, typedTimes } from './typed-times.ts';

/** What the form holds while somebody types. */
export interface MeetingDraft extends TypedTimes {
  title: string;
  room: string;
  participants: PersonSummary[];
  content: DraftContent[];
}

export type MeetingField = keyof MeetingDraft;

const maxTitle = 200;

const turn = z.enum(['first', 'second', '']).optional();

const problemWords = (
  { field, why }: TimesProblem,
  { start, end }: TypedTimes,
  days: { start: string; end: string },
): string => {
  const side = field === 'start' || field === 'startTurn' ? 'start' : 'end';
  const time = side === 'start' ? start : end;
  switch (why) {
    case 'skipped':
      return meetingProblems.skipped(time, days[side]);
    case 'twice':
      return meetingProblems.twice(time, days[side]);
    case 'end-first':
      return meetingProblems.endFirst;
  }
};

/** What is wrong with the times as they are typed, in words at its field; null: nothing. */
export const timesProblemOf = (
  typed: TypedTimes,
  { zone }: WallClock,
): { field: TimesProblem['field']; message: string } | null => {
  const { problem, endDate } = readTimes(typed, zone);
  if (problem === null) return null;
  const days = { start: dayOfDate(typed.date), end: dayOfDate(endDate) };
  return { field: problem.field, message: problemWords(problem, typed, days) };
};

/**
 * The rules that can be told without asking the server; it checks them, and the rest, again.
 * `clock` is that of the site.
 */
export const meetingDraftRules = (clock: WallClock) =>
  z
    .object({
      title: z
        .string()
        .trim()
        .min(1, meetingProblems.noTitle)
        .max(maxTitle, meetingProblems.longTitle(maxTitle)),
      date: z.string().min(1, meetingProblems.noDay),
      start: z.string().min(1, meetingProblems.noStart),
      end: z.string().min(1, meetingProblems.noEnd),
      startTurn: turn,
      endTurn: turn,
      overnight: z.boolean().optional(),
      room: z.string().min(1, meetingProblems.noRoom),
      participants: z.array(z.custom<PersonSummary>()).min(1, meetingProblems.nobody),
      content: z.array(z.custom<DraftContent>()),
    })
    .superRefine((draft, context) => {
      const problem = timesProblemOf(draft, clock);
      if (problem !== null)
        context.addIssue({ code: 'custom', path: [problem.field], message: problem.message });
    });

/** A meeting that the form proposes ends on the day on which it starts. */
const lastMinuteOf = (at: number, zone: string): number => atMinuteOfDay(at, 24 * 60 - 1, zone);

/** An empty draft for the given time, or for the next full quarter of an hour. */
export const newDraft = (
  given: { start: number | null; end: number | null; room: string },
  now: number,
  zone: string,
): MeetingDraft => {
  const startsAt = given.start ?? nextQuarter(now);
  const endsAt = given.end ?? Math.min(startsAt + hourMs, lastMinuteOf(startsAt, zone));
  return {
    title: '',
    ...typedTimes({ startsAt, endsAt }, zone),
    room: given.room,
    participants: [],
    content: [],
  };
};

const serverFields: ReadonlyMap<string, MeetingField> = new Map([
  ['title', 'title'],
  ['startsAt', 'start'],
  ['endsAt', 'end'],
  ['room', 'room'],
  ['participants', 'participants'],
  ['content', 'content'],
]);

/** Which part of the form the server's `field` (path with dots) is about; null: the whole of it. */
export const fieldOf = (path: string | null): MeetingField | null =>
  serverFields.get(path?.split('.')[0] ?? '') ?? null;
