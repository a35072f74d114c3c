import { couldBeNow } from '@nanoedge/base';
import type { EpochMs, IdentifyAnswer, IdentifyRequest } from '@nanoedge/protocol';
import { parse, Milliseconds } from '@nanoedge/protocol';
import type { RosterStore } from './roster-store.ts';

/** As long as nobody knows what time it is, an answer does not hold longer. */
const askAgainMs = parse(Milliseconds, 3_000, 'holdsMs');

/**
 * Who the key is and whether a meeting expects them at `now`, how long that holds by itself, and
 * what became of the meeting that was held.
 */
export const decideIdentity = (
  roster: RosterStore,
  { key, held }: Pick<IdentifyRequest, 'key' | 'held'>,
  { now, admissionMs }: { now: EpochMs; admissionMs: number },
): IdentifyAnswer => {
  const ended = (kept: string | null): Pick<IdentifyAnswer, 'ended'> =>
    held === undefined || held.meeting === null || held.meeting === kept
      ? {}
      : { ended: roster.endOf(key, { person: held.person, meeting: held.meeting }, now) };
  const person = roster.personOf(key);
  if (person === null) return { outcome: 'unknown', ...ended(null) };
  // Whoever is known stays known; which meeting is theirs now, nobody can say yet
  if (!couldBeNow(now))
    return { outcome: 'uninvited', person, noClock: true, holdsMs: askAgainMs, ...ended(null) };
  const turn = roster.nextTurn(person.id, now, admissionMs);
  const holds = turn === null ? {} : { holdsMs: parse(Milliseconds, turn - now, 'holdsMs') };
  const meeting = roster.meetingFor(person.id, now, admissionMs);
  return meeting === null
    ? { outcome: 'uninvited', person, ...holds, ...ended(null) }
    : { outcome: 'expected', person, meeting, ...holds, ...ended(meeting.id) };
};
