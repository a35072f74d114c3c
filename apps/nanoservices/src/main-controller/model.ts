import type {
  Attendee,
  EpochMs,
  Guidance,
  HeldIdentity,
  IdentifyAnswer,
  IdentityKey,
  Journey,
  JourneyId,
  MeetingId,
  MeetingSummary,
  PersonId,
  PersonSummary,
  Session,
  MeetingEnd,
  Sighting,
  ZoneId,
} from '@nanoedge/protocol';
import type { MainControllerConfig } from './manifest.ts';

/** A key that somebody carries: where and when it was heard last, and when last in their room. */
export interface CarriedKey {
  heardAt: EpochMs;
  heardIn: ZoneId;
  seatedAt: EpochMs | null;
}

export type CarriedKeys = ReadonlyMap<IdentityKey, CarriedKey>;

/**
 * `sits-on`: their meeting is over for them, and the next one, or a change of the roster, finds them.
 * `key-behind`: they left, and a key of theirs lies where they were; it says nothing until it moves.
 * `walks-out`: they left, and may be heard on their way out of the building.
 */
export type AfterJourney = 'sits-on' | 'key-behind' | 'walks-out';

/** A sighting, and whose key it is if that was said. */
export type OwnedSighting = Sighting & { person?: PersonId };

/**
 * A journey, and what the controller must remember to move it on. All times are the controller's
 * clock.
 */
export interface Entry {
  journey: Journey;
  /**
   * Still followed. Of the active ones at most one has a given key. Nothing is told of a journey
   * that is over and active.
   */
  active: boolean;
  /** Why somebody is followed whose journey is over; null while it is not. */
  after: AfterJourney | null;
  /** Whose journey it is, as far as that is known; of the active ones at most one is a person's. */
  owner: PersonId | null;
  /** Every key of theirs that was heard, `journey.key` among them. */
  keys: CarriedKeys;
  /** Last heard, and where. */
  heardAt: EpochMs;
  heardIn: ZoneId;
  /** When any scanner heard a key of theirs last, whether or not it could be said where they are. */
  overheardAt: EpochMs;
  /** authentication-engine was asked and has not answered. */
  asking: boolean;
  /**
   * When to ask again without a new sighting: once the answer holds no longer; null: at the next
   * sighting. While `asking`: as soon as the answer came.
   */
  askAgainAt: EpochMs | null;
  guidance: GuidanceLease | null;
}

/**
 * Guidance that was commanded and not yet stopped. `renewAt` null: user-guidance refused it for
 * good.
 */
export interface GuidanceLease {
  from: ZoneId;
  to: ZoneId;
  since: EpochMs;
  renewAt: EpochMs | null;
}

/** A zone with a scanner. */
export interface Watch {
  /**
   * Somebody moved here: when that was first reported, until when it keeps the scanner on, and
   * whether it ended since.
   */
  presence: { at: EpochMs; until: EpochMs; over: boolean; strangers: Strangers | null } | null;
  scan: ScanLease | null;
}

/** Keys of nobody that were heard during a presence: since when, and how many newly came. */
export interface Strangers {
  since: EpochMs;
  fresh: number;
  told: boolean;
}

/**
 * `confirmedAt` is the last acknowledgement, `startedAt` the first; `failed` since the scanner did
 * not answer.
 */
export interface ScanLease {
  renewAt: EpochMs;
  startedAt: EpochMs | null;
  confirmedAt: EpochMs | null;
  asking: boolean;
  failed: boolean;
}

/** A meeting with somebody entitled in its room. */
export interface MeetingInRoom {
  meeting: MeetingSummary;
  zone: ZoneId;
  display: string;
  renewAt: EpochMs;
  /** Why it is over if nobody is left: what the last one left for. */
  end: MeetingEnd;
}

export interface ControllerState {
  /** The roster by which everybody was decided; null before the first is known. */
  roster: number | null;
  /** Sets the journey ids of this run apart from those of earlier runs. */
  prefix: string;
  opened: number;
  /** All scanners listen, wherever nobody moves: somebody teaches where their key is. */
  everywhere: boolean;
  entries: ReadonlyMap<JourneyId, Entry>;
  watches: ReadonlyMap<ZoneId, Watch>;
  meetings: ReadonlyMap<MeetingId, MeetingInRoom>;
}

/**
 * What the controller hears: reports, answers to its commands, what peers still hold after a
 * restart, and time.
 */
export type ControllerInput =
  | { kind: 'tick' }
  | { kind: 'presence'; zone: ZoneId; present: boolean }
  | { kind: 'sightings'; zone: ZoneId; sightings: readonly OwnedSighting[] }
  | { kind: 'overheard'; keys: readonly IdentityKey[] }
  | { kind: 'strangers'; zone: ZoneId; fresh: number }
  | { kind: 'scan-answered'; zone: ZoneId; begun: boolean }
  | { kind: 'scan-failed'; zone: ZoneId }
  | { kind: 'listen'; everywhere: boolean }
  | { kind: 'roster'; revision: number }
  | { kind: 'identified'; journey: JourneyId; answer: IdentifyAnswer }
  | { kind: 'identify-failed'; journey: JourneyId }
  | { kind: 'guided'; journey: JourneyId }
  | { kind: 'guide-failed'; journey: JourneyId; permanent: boolean }
  | { kind: 'session-answered'; meeting: MeetingId; shown: boolean; journeys: readonly JourneyId[] }
  | { kind: 'guidance-restored'; guidance: readonly Guidance[] }
  | { kind: 'sessions-restored'; sessions: readonly Session[] };

/** What the controller wants done. Each is idempotent at the peer, so it may be sent again. */
export type Command =
  | { kind: 'scan'; zone: ZoneId; journey: JourneyId | null }
  | { kind: 'stop-scan'; zone: ZoneId }
  | {
      kind: 'identify';
      journey: JourneyId;
      key: IdentityKey;
      zone: ZoneId;
      held?: HeldIdentity;
    }
  | {
      kind: 'guide';
      journey: JourneyId;
      key: IdentityKey;
      person: PersonSummary;
      from: ZoneId;
      to: ZoneId;
    }
  | { kind: 'stop-guiding'; journey: JourneyId; reason: 'arrived' | 'cancelled' }
  | { kind: 'show'; meeting: MeetingSummary; display: string; present: readonly Attendee[] }
  | { kind: 'hide'; meeting: MeetingId; display: string; reason: MeetingEnd }
  | { kind: 'tell'; journey: Journey };

/** When and by which rules something is decided. */
export interface Circumstances {
  config: MainControllerConfig;
  now: EpochMs;
}

export const initialState = (prefix: string): ControllerState => ({
  roster: null,
  prefix,
  opened: 0,
  everywhere: false,
  entries: new Map(),
  watches: new Map(),
  meetings: new Map(),
});
