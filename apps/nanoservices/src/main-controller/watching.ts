import type { EpochMs, Journey, JourneyId, ZoneId } from '@nanoedge/protocol';
import { forgiveKeys } from './carried.ts';
import type { MainControllerConfig } from './manifest.ts';
import type { Turn } from './turn.ts';

/**
 * A report from presence-detection: keeps the zone's scanner on, and at an entrance somebody is
 * waited for. Who moves after the movement before had ended is somebody new, also while the scanner
 * is still on.
 */
export const onPresence = (turn: Turn, zone: ZoneId, present: boolean): void => {
  if (turn.config.scanners[zone] === undefined) return;
  const watch = turn.watch(zone);
  if (!present) {
    if (watch.presence !== null)
      turn.watches.set(zone, { ...watch, presence: { ...watch.presence, over: true } });
    return;
  }
  const begins = watch.presence === null || watch.presence.over;
  const at = begins ? turn.now : (watch.presence?.at ?? turn.now);
  turn.watches.set(zone, {
    ...watch,
    presence: {
      at,
      until: turn.in(turn.config.scanSeconds),
      over: false,
      strangers: begins ? null : (watch.presence?.strangers ?? null),
    },
  });
  if (
    begins &&
    turn.roomAt(zone) === undefined &&
    turn.waitingIn(zone) === undefined &&
    !someoneKnownIsIn(turn, zone) &&
    !someoneIsLedThrough(turn, zone)
  ) {
    turn.open({ ...blankJourney(turn.newId(), zone), hops: { presence: turn.now } });
  }
};

/**
 * The mover may be somebody who is followed already, also one whom their room has not missed yet;
 * then a new key, if there is one, opens its own journey.
 */
const someoneKnownIsIn = (turn: Turn, zone: ZoneId): boolean => {
  const isHere = ({ heardIn, heardAt }: { heardIn: ZoneId; heardAt: EpochMs }): boolean =>
    heardIn === zone && turn.now - heardAt < turn.config.absenceSeconds * 1000;
  return turn
    .active()
    .some((entry) => entry.journey.key !== null && [entry, ...entry.keys.values()].some(isHere));
};

/**
 * Somebody who is guided, or on their way out, was heard last behind one of this zone's doors: it is
 * they who move.
 */
const someoneIsLedThrough = (turn: Turn, zone: ZoneId): boolean =>
  turn
    .active()
    .some(
      ({ journey, heardIn, after }) =>
        (journey.state === 'guiding' || after === 'walks-out') &&
        isNextDoor(turn.config, heardIn, zone),
    );

const isNextDoor = ({ doors = [] }: MainControllerConfig, one: ZoneId, other: ZoneId): boolean =>
  doors.some(({ from, to }) => (from === one && to === other) || (from === other && to === one));

/** A journey before anything is known of it. */
export const blankJourney = (id: JourneyId, zone: ZoneId): Omit<Journey, 'updatedAt'> => ({
  id,
  state: 'waiting',
  entered: zone,
  zone,
  key: null,
  person: null,
  meeting: null,
  refusal: null,
  hops: {},
  heardAt: null,
});

/**
 * The scanner acknowledged, or something was heard from it, which says the same. `begun`: it had
 * not been scanning.
 */
export const onScanning = (
  turn: Turn,
  zone: ZoneId,
  { begun, answered }: { begun: boolean; answered: boolean },
): void => {
  const { scan, ...watch } = turn.watch(zone);
  if (scan === null) return;
  // What confirms the scanner now says nothing of the time in which nothing did: a key that comes
  // with its next report was not silent.
  const unheard =
    scan.confirmedAt !== null && turn.now - scan.confirmedAt >= confirmedMs(turn.config);
  if (scan.failed || unheard || (begun && scan.startedAt !== null)) forgiveSilence(turn, zone);
  const startedAt = scan.startedAt ?? turn.now;
  const failed = answered ? false : scan.failed;
  const asking = answered ? false : scan.asking;
  turn.watches.set(zone, {
    ...watch,
    scan: { ...scan, startedAt, confirmedAt: turn.now, asking, failed },
  });
  const waiting = turn.waitingIn(zone);
  if (waiting !== undefined && waiting.journey.hops.scan === undefined)
    turn.update(waiting, { hops: turn.stamped(waiting, 'scan') });
};

/** The scanner did not answer: what it did not report says nothing about who left. */
export const onScanFailed = (turn: Turn, zone: ZoneId): void => {
  const { scan, ...watch } = turn.watch(zone);
  if (scan === null) return;
  turn.watches.set(zone, {
    ...watch,
    scan: { ...scan, asking: false, failed: true, renewAt: turn.in(1) },
  });
};

/** Nobody could be heard for a while, so everybody's silence starts anew. */
const forgiveSilence = (turn: Turn, zone: ZoneId): void => {
  for (const entry of turn.active())
    if (entry.heardIn === zone && entry.journey.key !== null)
      turn.note(entry, { heardAt: turn.now, keys: forgiveKeys(entry.keys, turn.now) });
};

/** A scanner that was not confirmed for this long is not believed when it reports nothing. */
export const confirmedMs = ({ leaseSeconds }: MainControllerConfig): number =>
  (leaseSeconds * 1000) / 3 + 1000;

/**
 * Somebody known whom no meeting expects now, but one may soon, and who need not move for that:
 * they came early, were not invited, or sit on after their meeting.
 */
const someoneWaits = (turn: Turn, zone: ZoneId): boolean =>
  turn
    .active()
    .some(
      ({ journey: { state, person }, heardIn, after }) =>
        heardIn === zone && person !== null && (state === 'refused' || after === 'sits-on'),
    );

/**
 * Keeps the scanner on exactly where it is needed: while somebody moves, in a room while its meeting
 * is shown, while somebody waits who may be expected soon, and everywhere while somebody teaches.
 */
export const upkeepScans = (turn: Turn): void => {
  for (const zone of Object.keys(turn.config.scanners) as ZoneId[]) {
    const { presence, scan } = turn.watch(zone);
    const meeting = [...turn.meetings.values()].some((each) => each.zone === zone);
    const needed = presence !== null || meeting || turn.everywhere || someoneWaits(turn, zone);
    if (!needed) {
      if (scan !== null) {
        turn.watches.set(zone, { presence, scan: null });
        turn.commands.push({ kind: 'stop-scan', zone });
      }
      continue;
    }
    if (scan !== null && (scan.asking || turn.now < scan.renewAt)) continue;
    const renewAt = turn.in(turn.config.leaseSeconds / 3);
    const lease = scan ?? { startedAt: null, confirmedAt: null, failed: false };
    turn.watches.set(zone, { presence, scan: { ...lease, renewAt, asking: true } });
    turn.commands.push({ kind: 'scan', zone, journey: turn.waitingIn(zone)?.journey.id ?? null });
  }
};
