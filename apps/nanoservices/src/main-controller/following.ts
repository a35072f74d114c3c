import type {
  IdentifyAnswer,
  Journey,
  JourneyId,
  RefusalReason,
  Sighting,
  ZoneId,
} from '@nanoedge/protocol';
import { joinMeeting } from './meeting.ts';
import type { Entry } from './model.ts';
import { maximumActive } from './turn.ts';
import type { Turn } from './turn.ts';
import { blankJourney } from './watching.ts';

/** A scanner heard a key: somebody who is followed moves on, anybody else opens a journey. */
export const onSighting = (turn: Turn, zone: ZoneId, sighting: Sighting): void => {
  const known = turn.byKey(sighting.key);
  if (known !== undefined) {
    hearAgain(turn, known, zone);
    return;
  }
  if (turn.active().length >= maximumActive) return;
  const entry =
    turn.roomAt(zone) === undefined
      ? meetAtEntrance(turn, zone, sighting)
      : meetInRoom(turn, zone, sighting);
  if (entry !== null) ask(turn, entry);
};

const hearAgain = (turn: Turn, known: Entry, zone: ZoneId): void => {
  const { state } = known.journey;
  const inRoom = state === 'arrived' || state === 'in-meeting';
  // Somebody who is in a room is there until the room stops hearing them; other zones say nothing
  // about that.
  if (inRoom && zone !== known.journey.zone) return;
  const entry = turn.note(known, { heardAt: turn.now, heardIn: zone });
  if (state === 'identifying' && !entry.asking) ask(turn, entry);
  if (state !== 'guiding') return;
  if (zone === entry.guidance?.to) arrive(turn, entry, { zone });
  else if (zone !== entry.journey.zone) turn.update(entry, { zone });
};

/**
 * The first new key after a presence belongs to the one who was waited for; further keys came along
 * with them.
 */
const meetAtEntrance = (turn: Turn, zone: ZoneId, { key, heardAt }: Sighting): Entry | null => {
  const { presence, scan } = turn.watch(zone);
  if (presence === null) return null;
  const found = { state: 'identifying', key, heardAt } as const;
  const waiting = turn.waitingIn(zone);
  if (waiting !== undefined) {
    turn.note(waiting, { heardAt: turn.now });
    return turn.update(waiting, { ...found, hops: turn.stamped(waiting, 'sighting') });
  }
  const began = scan?.startedAt ?? turn.now;
  const hops = {
    presence: presence.at,
    scan: began < presence.at ? presence.at : began,
    sighting: turn.now,
  };
  return turn.open({ ...blankJourney(turn.newId(), zone), ...found, hops });
};

/** A key that came by no entrance that we watch, or that we forgot in a restart. */
const meetInRoom = (turn: Turn, zone: ZoneId, { key, heardAt }: Sighting): Entry =>
  turn.open({
    ...blankJourney(turn.newId(), zone),
    state: 'identifying',
    key,
    heardAt,
    hops: { sighting: turn.now },
  });

export const ask = (turn: Turn, entry: Entry): void => {
  const { id, key } = entry.journey;
  if (key === null) return;
  turn.note(entry, { asking: true, askAgainAt: null });
  turn.commands.push({ kind: 'identify', journey: id, key, zone: entry.heardIn });
};

/**
 * authentication-engine answered. Only who is expected, and in a room that we know, goes on: they
 * have arrived when they are heard in that room, and are guided there from anywhere else.
 */
export const onIdentified = (turn: Turn, id: JourneyId, answer: IdentifyAnswer): void => {
  const asked = turn.entries.get(id);
  if (asked === undefined || !asked.active || asked.journey.state !== 'identifying') return;
  const entry = turn.note(asked, { asking: false });
  if (answer.outcome !== 'expected') {
    refuse(
      turn,
      entry,
      answer.outcome === 'unknown'
        ? { reason: 'unknown' }
        : { reason: 'uninvited', person: answer.person },
    );
    return;
  }
  const { person, meeting } = answer;
  const room = turn.config.rooms.find((each) => each.room === meeting.room);
  if (room === undefined || meeting.endsAt <= turn.now) {
    refuse(turn, entry, { reason: 'uninvited', person });
    return;
  }
  const known = { person, meeting, hops: turn.stamped(entry, 'identity') };
  if (entry.heardIn === room.zone) {
    arrive(turn, entry, { ...known, zone: room.zone });
    return;
  }
  const from = entry.guidance?.from ?? entry.heardIn;
  const since = entry.guidance?.since ?? turn.now;
  turn.update(entry, { ...known, state: 'guiding' });
  turn.note(entry, { guidance: { from, to: room.zone, since, renewAt: turn.now } });
};

export const onIdentifyFailed = (turn: Turn, id: JourneyId): void => {
  const entry = turn.entries.get(id);
  if (entry === undefined) return;
  // Somebody on a corridor is heard by no scanner, so a restored guidance cannot wait for the next
  // sighting.
  turn.note(entry, { asking: false, askAgainAt: entry.guidance === null ? null : turn.in(2) });
};

const refuse = (
  turn: Turn,
  entry: Entry,
  why: { reason: RefusalReason; person?: Entry['journey']['person'] },
): void => {
  stopGuiding(turn, entry, 'cancelled');
  const { reason: refusal, person = null } = why;
  turn.update(entry, { state: 'refused', refusal, person, hops: turn.stamped(entry, 'identity') });
};

const arrive = (turn: Turn, entry: Entry, known: Partial<Journey> & { zone: ZoneId }): void => {
  stopGuiding(turn, entry, 'arrived');
  const hops = { ...turn.latest(entry).journey.hops, ...known.hops, arrival: turn.now };
  const arrived = turn.update(entry, { ...known, state: 'arrived', hops });
  turn.note(arrived, { heardAt: turn.now, heardIn: known.zone });
  joinMeeting(turn, arrived);
};

/** Ends a guidance that was commanded; nothing when there is none. */
export const stopGuiding = (turn: Turn, entry: Entry, reason: 'arrived' | 'cancelled'): void => {
  if (turn.latest(entry).guidance === null) return;
  turn.note(entry, { guidance: null });
  turn.commands.push({ kind: 'stop-guiding', journey: entry.journey.id, reason });
};

export const onGuided = (turn: Turn, id: JourneyId): void => {
  const entry = turn.entries.get(id);
  if (entry?.journey.state !== 'guiding' || entry.journey.hops.guidance !== undefined) return;
  turn.update(entry, { hops: turn.stamped(entry, 'guidance') });
};

export const onGuideFailed = (turn: Turn, id: JourneyId, permanent: boolean): void => {
  const entry = turn.entries.get(id);
  if (entry === undefined || entry.guidance === null) return;
  turn.note(entry, { guidance: { ...entry.guidance, renewAt: permanent ? null : turn.in(1) } });
};
