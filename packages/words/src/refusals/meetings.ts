import { rangeOnDay, type WallClock } from '../moments.ts';
import type { RefusalWords } from './refusal-words.ts';

const tooManyItems = (most: number): string =>
  `A meeting has at most ${String(most)} items of content.`;

/** Why a meeting cannot be as it was asked for. */
export const meetingRefusals = {
  endsFirst: {
    message: 'The meeting ends before it starts.',
    remedy: 'Choose an end after the start.',
  },
  tooLong: { message: 'A meeting lasts at most 24 hours.', remedy: 'Choose an earlier end.' },
  past: {
    message: 'The meeting starts in the past.',
    remedy: 'Choose a start today or later.',
  },
  tooFar: {
    message: 'The meeting starts too far in the future.',
    remedy: 'Choose a start within ten years.',
  },
  noSuchRoom: (room: string): RefusalWords => ({
    message: `There is no room “${room}” here.`,
    remedy: 'Choose a room out of the list.',
  }),
  nobody: { message: 'Nobody is invited.', remedy: 'Invite at least one person.' },
  noSuchPerson: (person: string): RefusalWords => ({
    message: `There is no person “${person}” here.`,
    remedy: 'Choose people out of the list.',
  }),
  booked: (
    room: string,
    by: { title: string; startsAt: number; endsAt: number } | null,
    clock: WallClock,
  ): RefusalWords => ({
    message:
      by === null
        ? `${room} is already booked.`
        : `${room} is already booked ${rangeOnDay(by, clock)} by “${by.title}”.`,
    remedy: 'Choose another time or another room.',
  }),
  notYours: {
    message: 'Only its organiser or an administrator may change this meeting.',
    remedy: 'Ask an administrator.',
  },
  full: (most: number): RefusalWords => ({
    message: tooManyItems(most),
    remedy: 'Remove one first.',
  }),
  tooMuchContent: (most: number): RefusalWords => ({
    message: tooManyItems(most),
    remedy: 'Leave some out.',
  }),
  contentChanged: {
    message: 'The content was changed by somebody else.',
    remedy: 'Reload the meeting and order it again.',
  },
  noLink: (url: string): RefusalWords => ({
    message: `“${url}” is no link.`,
    remedy: 'A link starts with https:// or http://.',
  }),
  linkWithPassword: {
    message: 'The link holds a password.',
    remedy: 'Leave the sign-in out of it.',
  },
  notUploaded: (name: string): RefusalWords => ({
    message: `“${name}” was not uploaded.`,
    remedy: 'Upload the file again.',
  }),
} as const;

/** What is wrong with a field of a meeting, beyond what the form says itself. */
export const meetingFieldProblems = {
  startIsTime: 'The start must be a time',
  endIsTime: 'The end must be a time',
  fromIsTime: 'from must be a time',
  toIsTime: 'to must be a time',
  linkName: 'Give the link a name',
  longLinkName: 'A name has at most 200 characters',
  longLink: 'A link has at most 2000 characters',
  fileName: 'Give the file a name',
  participants: (most: number): string => `At most ${String(most)} people can be invited`,
  content: (most: number): string => `A meeting has at most ${String(most)} items of content`,
} as const;
