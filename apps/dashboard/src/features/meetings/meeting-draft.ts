import { atMinuteOfDay, hourMs, isoDate, isoTime, momentOf } from '@nanoedge/base';
import type { PersonSummary } from '@nanoedge/protocol';
import { meetingProblems } from '@nanoedge/words';
import * as z from 'zod';
import type { DraftContent } from './content-draft.ts';
import { nextQuarter } from './moments.ts';

/** What the form holds while somebody types. */
export interface MeetingDraft {
  title: string;
  date: string;
  start: string;
  end: string;
  room: string;
  participants: PersonSummary[];
  content: DraftContent[];
}

export type MeetingField = keyof MeetingDraft;

const maxTitle = 200;

/** The rules that can be told without asking the server; it checks them, and the rest, again. */
export const MeetingDraftRules = z
  .object({
    title: z
      .string()
      .trim()
      .min(1, meetingProblems.noTitle)
      .max(maxTitle, meetingProblems.longTitle(maxTitle)),
    date: z.string().min(1, meetingProblems.noDay),
    start: z.string().min(1, meetingProblems.noStart),
    end: z.string().min(1, meetingProblems.noEnd),
    room: z.string().min(1, meetingProblems.noRoom),
    participants: z.array(z.custom<PersonSummary>()).min(1, meetingProblems.nobody),
    content: z.array(z.custom<DraftContent>()),
  })
  .superRefine(({ date, start, end }, context) => {
    const span = spanOf({ date, start, end });
    if (span !== null && span.endsAt <= span.startsAt)
      context.addIssue({
        code: 'custom',
        path: ['end'],
        message: meetingProblems.endFirst,
      });
  });

/** The meeting's time in epoch ms; null while date or times are incomplete. */
export const spanOf = ({
  date,
  start,
  end,
}: Pick<MeetingDraft, 'date' | 'start' | 'end'>): { startsAt: number; endsAt: number } | null => {
  const [startsAt, endsAt] = [momentOf(date, start), momentOf(date, end)];
  return startsAt === null || endsAt === null ? null : { startsAt, endsAt };
};

/** The form has one date, so a meeting that it proposes ends on the day on which it starts. */
const lastMinuteOf = (at: number): number => atMinuteOfDay(at, 24 * 60 - 1);

/** An empty draft for the given time, or for the next full quarter of an hour. */
export const newDraft = (
  given: { start: number | null; end: number | null; room: string },
  now: number,
): MeetingDraft => {
  const startsAt = given.start ?? nextQuarter(now);
  const endsAt = Math.min(given.end ?? startsAt + hourMs, lastMinuteOf(startsAt));
  return {
    title: '',
    date: isoDate(startsAt),
    start: isoTime(startsAt),
    end: isoTime(endsAt),
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
