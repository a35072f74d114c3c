import * as z from 'zod/mini';
import { IdentityKey, JourneyId } from '../ids.ts';
import { MeetingSummary, PersonSummary } from '../people.ts';
import { EpochMs, Seconds } from '../units.ts';

/**
 * Why a meeting is not shown any more. `moved`: to another time or room; `uninvited`, `key-removed`
 * and `person-removed`: of the last one who was in the room.
 */
export const MeetingEnd = z.enum([
  'everyone-left',
  'ended',
  'cancelled',
  'moved',
  'uninvited',
  'key-removed',
  'person-removed',
]);
export type MeetingEnd = z.infer<typeof MeetingEnd>;

/** Somebody entitled who is in the room now. */
export const Attendee = z.object({ journey: JourneyId, key: IdentityKey, person: PersonSummary });
export type Attendee = z.infer<typeof Attendee>;

/**
 * meeting-room `PUT /sessions/{meeting}`, Fig. 3 (f). Idempotent; `present` is everybody entitled
 * who is in the room.
 */
export const SessionCommand = z.object({
  meeting: MeetingSummary,
  present: z.array(Attendee).check(z.minLength(1), z.maxLength(100)),
  leaseSeconds: Seconds,
});
export type SessionCommand = z.infer<typeof SessionCommand>;

/** meeting-room's answer to `PUT /sessions/{meeting}`: what the screen shows now. */
export const SessionAnswer = z.object({
  shown: z.boolean(),
  items: z.int(),
  shownAt: z.nullable(EpochMs),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const Session = z.object({
  meeting: MeetingSummary,
  present: z.array(Attendee),
  shown: z.boolean(),
  since: EpochMs,
});
export type Session = z.infer<typeof Session>;

/** meeting-room `GET /sessions` (observable). */
export const SessionsState = z.object({ sessions: z.array(Session) });
export type SessionsState = z.infer<typeof SessionsState>;
