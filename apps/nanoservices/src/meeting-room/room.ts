import { epochMs } from '@nanoedge/base';
import type {
  Attendee,
  EpochMs,
  MeetingId,
  MeetingSummary,
  PersonSummary,
  SessionCommand,
} from '@nanoedge/protocol';

/** A meeting with somebody entitled in the room, until its lease ends. */
export interface RoomSession {
  meeting: MeetingSummary;
  present: readonly Attendee[];
  since: EpochMs;
  until: EpochMs;
}

export type RoomSessions = ReadonlyMap<MeetingId, RoomSession>;

/** Begins or renews a session. */
export const renew = (
  sessions: RoomSessions,
  command: SessionCommand,
  now: EpochMs,
): RoomSessions => {
  const since = sessions.get(command.meeting.id)?.since ?? now;
  const until = epochMs(now + command.leaseSeconds * 1000);
  return new Map(sessions).set(command.meeting.id, {
    meeting: command.meeting,
    present: command.present,
    since,
    until,
  });
};

/**
 * The one session that the screen belongs to: the meeting whose time it is, among several the one
 * that came first.
 */
export const sessionOnScreen = (sessions: RoomSessions, now: EpochMs): RoomSession | null => {
  const byAge = [...sessions.values()].sort((one, other) => one.since - other.since);
  return (
    byAge.find(({ meeting }) => meeting.startsAt <= now && now < meeting.endsAt) ?? byAge[0] ?? null
  );
};

export const lapsedSessions = (sessions: RoomSessions, now: EpochMs): MeetingId[] =>
  [...sessions.values()].filter(({ until }) => until <= now).map(({ meeting }) => meeting.id);

/** Whom the screen welcomes: everybody present, each once. */
export const welcomeOf = ({ present }: RoomSession): PersonSummary[] => [
  ...new Map(present.map(({ person }) => [person.id, person])).values(),
];
