import { hasEnded } from '@nanoedge/base';
import type { DeviceStatus, Journey, StoredEvent } from '@nanoedge/protocol';
import { takeOffsets } from './server-time.ts';

/** An event with the moment (page's clock, epoch ms) when this page got it. */
export interface SeenEvent {
  event: StoredEvent;
  pageAt: number;
}

/** A journey with the moment when this page saw it enter its present state. */
export interface SeenJourney {
  journey: Journey;
  stateSince: number;
}

export interface LiveData {
  /** Highest event id that was taken in; the cursor of the next subscription. */
  cursor: number;
  /** Newest first, at most `maxEvents`. */
  events: readonly SeenEvent[];
  journeys: ReadonlyMap<string, SeenJourney>;
  devices: ReadonlyMap<string, DeviceStatus>;
  /** By how much the dashboard's clock was ahead of the page's, as the last messages showed. */
  offsets: readonly number[];
  /** When something last fired, by `thingKey`; only of events that were pushed, not of history. */
  pulses: ReadonlyMap<string, number>;
}

export const maxEvents = 4000;
/** Journeys that have ended; those that go on are never pushed out by them. */
export const maxEndedJourneys = 200;
const maxOpenJourneys = 2000;

export const noData: LiveData = {
  cursor: 0,
  events: [],
  journeys: new Map(),
  devices: new Map(),
  offsets: [],
  pulses: new Map(),
};

/**
 * The key of a pulse: a thing's kind in a zone. Events of services name the zone only; there the
 * kind finds the thing.
 */
export const thingKey = (zone: string, kind: string): string => `${zone}/${kind}`;

/** Which mark on the plan an event makes pulse; null when none does. */
export const pulseOf = ({ body }: StoredEvent): string | null => {
  if (body.type === 'thing.fired') return thingKey(body.zone, body.thing);
  if (body.type === 'presence.detected') return thingKey(body.zone, 'motion');
  return body.type === 'sighting' ? thingKey(body.zone, 'ble') : null;
};

/**
 * Takes journeys that were read by query: history, so a journey that was pushed meanwhile stays
 * when it is newer.
 */
export const seedJourneys = (data: LiveData, journeys: readonly Journey[]): LiveData => {
  const next = new Map(data.journeys);
  for (const journey of journeys) {
    const known = next.get(journey.id);
    if (known === undefined || known.journey.updatedAt < journey.updatedAt)
      next.set(journey.id, { journey, stateSince: journey.updatedAt });
  }
  return { ...data, journeys: trimmed(next) };
};

/**
 * Takes events in; those at or below the cursor are known already. `fresh`: pushed just now, so
 * marks may pulse.
 */
export const takeEvents = (
  data: LiveData,
  events: readonly StoredEvent[],
  { pageAt, fresh }: { pageAt: number; fresh: boolean },
): LiveData => {
  const added = events.filter((event) => event.id > data.cursor).toSorted((a, b) => b.id - a.id);
  const newest = added[0];
  if (newest === undefined) return data;
  return {
    ...data,
    cursor: newest.id,
    events: [...added.map((event) => ({ event, pageAt })), ...data.events].slice(0, maxEvents),
    journeys: withJourneys(data.journeys, added, { pageAt, fresh }),
    pulses: fresh ? withPulses(data.pulses, added, pageAt) : data.pulses,
  };
};

const withJourneys = (
  journeys: LiveData['journeys'],
  added: readonly StoredEvent[],
  { pageAt, fresh }: { pageAt: number; fresh: boolean },
) => {
  let next: Map<string, SeenJourney> | null = null;
  for (const { body } of added.toReversed()) {
    if (body.type !== 'journey.updated') continue;
    next ??= new Map(journeys);
    const known = next.get(body.journey);
    const changed = known?.journey.state !== body.snapshot.state;
    const stateSince =
      changed || known === undefined
        ? fresh
          ? pageAt
          : body.snapshot.updatedAt
        : known.stateSince;
    next.set(body.journey, { journey: body.snapshot, stateSince });
  }
  return next === null ? journeys : trimmed(next);
};

const withPulses = (pulses: LiveData['pulses'], added: readonly StoredEvent[], pageAt: number) => {
  const keys = added.map(pulseOf).filter((key) => key !== null);
  return keys.length === 0
    ? pulses
    : new Map([...pulses, ...keys.map((key) => [key, pageAt] as const)]);
};

/** Somebody who sits in a meeting says nothing new for an hour, however many others come. */
const trimmed = (journeys: Map<string, SeenJourney>): Map<string, SeenJourney> => {
  if (journeys.size <= maxEndedJourneys) return journeys;
  const newest = [...journeys].toSorted(
    ([, a], [, b]) => b.journey.updatedAt - a.journey.updatedAt,
  );
  const [open, over] = [
    newest.filter(([, { journey }]) => !hasEnded(journey.state)),
    newest.filter(([, { journey }]) => hasEnded(journey.state)),
  ];
  return new Map([...open.slice(0, maxOpenJourneys), ...over.slice(0, maxEndedJourneys)]);
};

/** Replaces what is known of some devices. */
export const takeDevices = (
  data: LiveData,
  devices: readonly DeviceStatus[],
  pageAt: number,
): LiveData => ({
  ...data,
  offsets: takeOffsets(data.offsets, devices, pageAt),
  devices: new Map([...data.devices, ...devices.map((status) => [status.device, status] as const)]),
});
