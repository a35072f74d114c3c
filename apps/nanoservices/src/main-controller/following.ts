import type { JourneyId, Sighting, ZoneId } from '@nanoedge/protocol';
import { ask } from './asking.ts';
import { arrive } from './identifying.ts';
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
