import * as z from 'zod/mini';
import { IdentityKey, JourneyId, MeetingId, PersonId, ZoneId } from '../ids.ts';
import { MeetingSummary, PersonSummary } from '../people.ts';
import { EpochMs, Milliseconds } from '../units.ts';
import { MeetingEnd } from './sessions.ts';

/** What an earlier answer said, whoever asks again; `meeting` null: that none expected them. */
export const HeldIdentity = z.object({ person: PersonId, meeting: z.nullable(MeetingId) });
export type HeldIdentity = z.infer<typeof HeldIdentity>;

/** authentication-engine `POST /identify`, Fig. 3 (d). */
export const IdentifyRequest = z.object({
  key: IdentityKey,
  journey: JourneyId,
  zone: ZoneId,
  at: EpochMs,
  held: z.optional(HeldIdentity),
});
export type IdentifyRequest = z.infer<typeof IdentifyRequest>;

const answerTerms = {
  /**
   * How long the answer holds if the roster stays as it is; without it for as long as that does. A
   * span and no point in time, so that it is right by any clock.
   */
  holdsMs: z.optional(Milliseconds),
  /** What became of the meeting that was held, when it does not expect them any more. */
  ended: z.optional(MeetingEnd),
};

/** Who the key is, and whether a meeting expects them now. Only `expected` is guided. */
export const IdentifyAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('expected'),
    person: PersonSummary,
    meeting: MeetingSummary,
    ...answerTerms,
  }),
  z.object({
    outcome: z.literal('uninvited'),
    person: PersonSummary,
    /** The device does not know what time it is, so no meeting could be checked. */
    noClock: z.optional(z.literal(true)),
    ...answerTerms,
  }),
  z.object({ outcome: z.literal('unknown'), ...answerTerms }),
]);
export type IdentifyAnswer = z.infer<typeof IdentifyAnswer>;

/** How many keys one report or one question holds at most. */
export const mostKeysAtOnce = 64;

/**
 * authentication-engine `POST /keys`: which of these belong to people. Nobody decides about anybody
 * yet, so nothing is written down; with no key at all it asks for the roster's revision.
 */
export const KeysRequest = z.object({
  keys: z.array(IdentityKey).check(z.maxLength(mostKeysAtOnce)),
});
export type KeysRequest = z.infer<typeof KeysRequest>;

/** The keys that belong to people by the roster of this revision. */
export const KeysAnswer = z.object({
  revision: z.int().check(z.nonnegative()),
  known: z.array(IdentityKey).check(z.maxLength(mostKeysAtOnce)),
  /** Whose each of them is, in the same order. */
  owners: z.optional(z.array(PersonId).check(z.maxLength(mostKeysAtOnce))),
});
export type KeysAnswer = z.infer<typeof KeysAnswer>;

/** authentication-engine `GET /roster` (observable): what it holds; changes with the roster. */
export const RosterStatus = z.object({
  revision: z.int().check(z.nonnegative()),
  people: z.int().check(z.nonnegative()),
  meetings: z.int().check(z.nonnegative()),
});
export type RosterStatus = z.infer<typeof RosterStatus>;

/** One row of authentication-engine's event log. */
export const IdentityDecision = z.object({
  id: z.int(),
  at: EpochMs,
  journey: JourneyId,
  zone: ZoneId,
  outcome: z.enum(['expected', 'uninvited', 'unknown']),
  person: z.nullable(z.string()),
  meeting: z.nullable(z.string()),
});
export type IdentityDecision = z.infer<typeof IdentityDecision>;

/** authentication-engine `GET /events?after=ID&limit=N`, oldest first, at most 100 rows. */
export const IdentityLog = z.object({ decisions: z.array(IdentityDecision), total: z.int() });
export type IdentityLog = z.infer<typeof IdentityLog>;
