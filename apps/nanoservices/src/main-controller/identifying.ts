import type {
  IdentifyAnswer,
  Journey,
  JourneyId,
  MeetingSummary,
  PersonId,
  PersonSummary,
  RefusalReason,
  MeetingEnd,
  ZoneId,
} from '@nanoedge/protocol';
import { ask } from './asking.ts';
import { seatKeys } from './carried.ts';
import { same } from './same.ts';
import { joinMeeting, sitsOn } from './meeting.ts';
import type { Entry } from './model.ts';
import type { Turn } from './turn.ts';
import { blankJourney } from './watching.ts';

/** An answer is not asked for again sooner than this, however briefly it says that it holds. */
const shortestHoldMs = 50;

/** Whom a meeting expects, and where. */
interface Expected {
  person: PersonSummary;
  meeting: MeetingSummary;
  zone: ZoneId;
}

/**
 * authentication-engine answered, for the first time or again. Only who is expected, and in a room
 * that we know, goes on: they have arrived when they are heard in that room, and are guided there
 * from anywhere else.
 */
export const onIdentified = (turn: Turn, id: JourneyId, answer: IdentifyAnswer): void => {
  const asked = turn.entries.get(id);
  if (asked === undefined || !asked.active || !asked.asking) return;
  if (asked.after === 'key-behind') return;
  const holds =
    answer.holdsMs === undefined ? null : turn.in(Math.max(answer.holdsMs, shortestHoldMs) / 1000);
  const entry = turn.note(asked, { asking: false, askAgainAt: asked.askAgainAt ?? holds });
  if (answer.outcome === 'unknown' && goByAnotherKey(turn, entry)) return;
  if (answer.outcome !== 'unknown' && !isWhole(turn, entry, answer.person.id)) return;
  const expected = expectedBy(turn, answer);
  if (expected === null) turnAway(turn, entry, answer);
  else welcome(turn, entry, { expected, ended: answer.ended ?? 'moved' });
};

const expectedBy = (turn: Turn, answer: IdentifyAnswer): Expected | null => {
  if (answer.outcome !== 'expected' || answer.meeting.endsAt <= turn.now) return null;
  const { person, meeting } = answer;
  const room = turn.config.rooms.find((each) => each.room === meeting.room);
  return room === undefined ? null : { person, meeting, zone: room.zone };
};

/** Their key is nobody's any more, but they carry another one. */
const goByAnotherKey = (turn: Turn, entry: Entry): boolean => {
  const keys = new Map(entry.keys);
  if (entry.journey.key !== null) keys.delete(entry.journey.key);
  const [key] = keys.keys();
  if (key === undefined) return false;
  ask(turn, turn.note(turn.update(entry, { key }), { keys }));
  return true;
};

/**
 * Whether this is the person's only journey. Two are opened when nobody said whose the keys are as
 * they were heard; then the older one has both keys.
 */
const isWhole = (turn: Turn, entry: Entry, person: PersonId): boolean => {
  const other = turn
    .active()
    .find(({ owner, journey }) => owner === person && journey.id !== entry.journey.id);
  if (other === undefined || entry.journey.state !== 'identifying') {
    turn.note(entry, { owner: person });
    return true;
  }
  stopGuiding(turn, entry, 'cancelled');
  turn.note(turn.update(entry, { state: 'left' }), { active: false });
  turn.note(other, { keys: new Map([...other.keys, ...entry.keys]) });
  return false;
};

/** Nobody expects them, or nobody does any more. */
const turnAway = (turn: Turn, entry: Entry, answer: IdentifyAnswer): void => {
  const { state } = entry.journey;
  if (state === 'left') return;
  if (state === 'arrived' || state === 'in-meeting') {
    const elsewhere = answer.outcome === 'expected' && answer.meeting.endsAt > turn.now;
    sitsOn(turn, entry, answer.ended ?? (elsewhere ? 'moved' : 'ended'));
    return;
  }
  stopGuiding(turn, entry, 'cancelled');
  const refusal = refusalOf(answer);
  const person = answer.outcome === 'unknown' ? null : answer.person;
  const refused = { state: 'refused', refusal, person, meeting: null } as const;
  if (same({ ...entry.journey, ...refused }, entry.journey)) return;
  turn.update(entry, { ...refused, hops: turn.stamped(entry, 'identity') });
};

const refusalOf = (answer: IdentifyAnswer): RefusalReason => {
  if (answer.outcome === 'unknown') return 'unknown';
  return answer.outcome === 'uninvited' && answer.noClock === true ? 'no-clock' : 'uninvited';
};

const welcome = (
  turn: Turn,
  entry: Entry,
  { expected, ended }: { expected: Expected; ended: MeetingEnd },
): void => {
  const { state, meeting, person, zone } = entry.journey;
  if (state === 'left') {
    if (entry.after === 'walks-out' && meeting?.id === expected.meeting.id) return;
    comeAgain(turn, entry, expected);
    return;
  }
  if (state !== 'arrived' && state !== 'in-meeting') {
    admit(turn, entry, expected);
    return;
  }
  const stays =
    meeting?.id === expected.meeting.id &&
    person?.id === expected.person.id &&
    zone === expected.zone;
  if (!stays) {
    comeAgain(turn, sitsOn(turn, entry, ended), expected);
    return;
  }
  const facts = { meeting: expected.meeting, person: expected.person };
  if (same({ meeting, person }, facts)) return;
  joinMeeting(turn, turn.update(entry, facts));
};

/** Lets somebody in who is on their way. */
const admit = (turn: Turn, entry: Entry, { person, meeting, zone }: Expected): void => {
  const known = { person, meeting, refusal: null, hops: turn.stamped(entry, 'identity') };
  if (entry.heardIn === zone) {
    arrive(turn, entry, { ...known, zone });
    return;
  }
  const { guidance, journey } = entry;
  const guided = { ...journey, ...known, state: 'guiding' } as const;
  if (same(guided, journey) && guidance?.to === zone) return;
  turn.update(entry, { ...known, state: 'guiding' });
  const from = guidance?.from ?? entry.heardIn;
  const since = guidance?.since ?? turn.now;
  turn.note(entry, { guidance: { from, to: zone, since, renewAt: turn.now } });
};

/** Whoever sat on is expected at another meeting: a journey of its own, from where they are. */
const comeAgain = (turn: Turn, before: Entry, expected: Expected): void => {
  const { key, heardAt } = before.journey;
  const { heardIn, askAgainAt } = before;
  turn.note(before, { active: false });
  const { keys } = before;
  const journey = { ...blankJourney(turn.newId(), heardIn), key, heardAt };
  const hops = { sighting: before.heardAt, identity: turn.now };
  const next = turn.open({ ...journey, state: 'identifying', hops }, { silent: true });
  turn.note(next, { owner: expected.person.id });
  admit(turn, turn.note(next, { heardAt: before.heardAt, heardIn, askAgainAt, keys }), expected);
};

export const arrive = (
  turn: Turn,
  entry: Entry,
  known: Partial<Journey> & { zone: ZoneId },
): void => {
  stopGuiding(turn, entry, 'arrived');
  const hops = { ...turn.latest(entry).journey.hops, ...known.hops, arrival: turn.now };
  const arrived = turn.update(entry, { ...known, state: 'arrived', hops });
  const absenceMs = turn.config.absenceSeconds * 1000;
  const keys = seatKeys(arrived.keys, { zone: known.zone, now: turn.now, absenceMs });
  turn.note(arrived, { heardAt: turn.now, heardIn: known.zone, keys });
  joinMeeting(turn, arrived);
};

/** Ends a guidance that was commanded; nothing when there is none. */
export const stopGuiding = (turn: Turn, entry: Entry, reason: 'arrived' | 'cancelled'): void => {
  if (turn.latest(entry).guidance === null) return;
  turn.note(entry, { guidance: null });
  turn.commands.push({ kind: 'stop-guiding', journey: entry.journey.id, reason });
};
