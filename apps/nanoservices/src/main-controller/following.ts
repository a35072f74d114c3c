import type { IdentityKey, JourneyId, ZoneId } from '@nanoedge/protocol';
import { ask } from './asking.ts';
import { hearKey } from './carried.ts';
import { arrive } from './identifying.ts';
import type { Entry, OwnedSighting } from './model.ts';
import { maximumActive } from './turn.ts';
import type { Turn } from './turn.ts';
import { blankJourney } from './watching.ts';

/**
 * A scanner heard a key: somebody who is followed moves on, whichever of their keys it is, and
 * anybody else opens a journey.
 */
export const onSighting = (turn: Turn, zone: ZoneId, sighting: OwnedSighting): void => {
  const known = carrierOf(turn, sighting);
  if (known !== undefined) {
    if (!comesBack(turn, known, { zone, key: sighting.key })) {
      hearAgain(turn, known, { zone, key: sighting.key });
      return;
    }
    turn.note(known, { active: false });
  }
  if (turn.active().length >= maximumActive) return;
  const entry =
    turn.roomAt(zone) === undefined
      ? meetAtEntrance(turn, zone, sighting)
      : meetInRoom(turn, zone, sighting);
  if (entry !== null) ask(turn, turn.note(entry, { owner: sighting.person ?? null }));
};

/** Some scanner heard these keys: whoever carries them has not gone, wherever they are. */
export const onOverheard = (turn: Turn, keys: readonly IdentityKey[]): void => {
  for (const key of keys) {
    const carrier = turn.byKey(key);
    if (carrier !== undefined) turn.note(carrier, { overheardAt: turn.now });
  }
};

interface HeardHere {
  zone: ZoneId;
  key: IdentityKey;
}

/** Who is followed by a key. One that was given to somebody else is theirs from then on. */
const carrierOf = (turn: Turn, { key, person }: OwnedSighting): Entry | undefined => {
  const holder = turn.byKey(key);
  const handedOn =
    person !== undefined &&
    holder !== undefined &&
    holder.owner !== null &&
    holder.owner !== person &&
    holder.journey.key !== key;
  if (!handedOn) return holder ?? turn.byOwner(person);
  const keys = new Map(holder.keys);
  keys.delete(key);
  turn.note(holder, { keys });
  return turn.byOwner(person);
};

/**
 * Whether somebody who left is there again. On their way out they come back by a room; if they left
 * a key behind, also by one that they took along, or because the one that lay there moves.
 */
const comesBack = (
  turn: Turn,
  { after, journey, keys }: Entry,
  { zone, key }: HeardHere,
): boolean => {
  const isRoom = turn.roomAt(zone) !== undefined;
  if (after === 'walks-out') return isRoom;
  if (after !== 'key-behind') return false;
  const before = keys.get(key);
  if (before === undefined || turn.now - before.heardAt >= turn.config.absenceSeconds * 1000)
    return true;
  const lay = zone === journey.zone && before.heardIn === zone && before.seatedAt !== null;
  const goesOn = !isRoom && before.heardIn !== journey.zone;
  return !lay && !goesOn;
};

/** Who moved here and was waited for is somebody who is followed already. */
const waitNoMore = (turn: Turn, zone: ZoneId): void => {
  const waiting = turn.waitingIn(zone);
  if (waiting !== undefined) turn.note(turn.update(waiting, { state: 'left' }), { active: false });
};

const hearAgain = (turn: Turn, known: Entry, { zone, key }: HeardHere): void => {
  const { state } = known.journey;
  const inRoom = state === 'arrived' || state === 'in-meeting';
  const seated = inRoom && zone === known.journey.zone;
  const moved = known.keys.get(key)?.heardIn !== zone;
  if (moved) waitNoMore(turn, zone);
  const keys = hearKey(known.keys, key, { at: turn.now, zone, seated });
  // Somebody who is in a room is there until the room stops hearing them; other zones say nothing
  // about that.
  if (inRoom && !seated) {
    turn.note(known, { keys });
    return;
  }
  // Of several keys the one that moves says where its owner is: one that lies does not pull them back
  const heardIn = moved ? zone : known.heardIn;
  const entry = turn.note(known, { keys, heardAt: turn.now, heardIn });
  if (state === 'identifying' && !entry.asking) ask(turn, entry);
  if (entry.after === 'walks-out' && moved) ask(turn, entry);
  if (state !== 'guiding' || !moved) return;
  if (zone === entry.guidance?.to) arrive(turn, entry, { zone });
  else if (zone !== entry.journey.zone) turn.update(entry, { zone });
};

/**
 * The first new key after a presence belongs to the one who was waited for; further keys came along
 * with them.
 */
const meetAtEntrance = (
  turn: Turn,
  zone: ZoneId,
  { key, heardAt }: OwnedSighting,
): Entry | null => {
  const { presence, scan } = turn.watch(zone);
  if (presence === null) return null;
  const found = { state: 'identifying', key, heardAt } as const;
  const waiting = turn.waitingIn(zone);
  if (waiting !== undefined) {
    const keys = hearKey(waiting.keys, key, { at: turn.now, zone, seated: false });
    turn.note(waiting, { heardAt: turn.now, keys });
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
const meetInRoom = (turn: Turn, zone: ZoneId, { key, heardAt }: OwnedSighting): Entry =>
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
