import type { Clock } from '@nanoedge/base';
import type { Sighting, ZoneId } from '@nanoedge/protocol';
import type { MainControllerConfig } from './manifest.ts';
import { expectedByPlan } from './place/by-plan.ts';
import { floorOf, type Floor } from './place/floor.ts';
import { expectedByLesson } from './place/stored-lesson.ts';
import { calibratedTuning, uncalibratedTuning } from './place/tuning.ts';
import { ZoneTracker } from './place/zone-tracker.ts';

/** What is known of the building: its zones and which of them are joined, and who listens where. */
export const floorOfConfig = ({ doors = [], lesson, scanners }: MainControllerConfig): Floor => {
  const scanned = Object.keys(scanners) as ZoneId[];
  const joined = doors.flatMap(({ from, to }) => [from, to]);
  const taught = lesson?.zones.map(({ zone }) => zone) ?? [];
  return floorOf({
    zones: [...new Set([...scanned, ...joined, ...taught])],
    neighbours: doors.map(({ from, to }) => [from, to]),
    scanners: scanned.map((zone) => ({ id: zone, zone })),
  });
};

/** Sightings of keys that are in a zone. */
export interface PlacedSightings {
  zone: ZoneId;
  sightings: Sighting[];
}

/**
 * Where people's keys are, by all scanners together. A scanner speaks only for those who are in its
 * zone: what it hears through a wall or a door says nothing of a journey. A zone without a scanner
 * is spoken for by all.
 */
export class Whereabouts {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #config: MainControllerConfig;
  readonly #tracker: ZoneTracker;
  /** Of each zone in which somebody moves, when that was last reported. */
  readonly #moving = new Map<ZoneId, number>();

  constructor(clock: Pick<Clock, 'monotonic'>, config: MainControllerConfig) {
    const { lesson } = config;
    const floor = floorOfConfig(config);
    this.#clock = clock;
    this.#config = config;
    this.#tracker = new ZoneTracker({
      floor,
      expectations: lesson === undefined ? expectedByPlan(floor) : expectedByLesson(floor, lesson),
      tuning: {
        ...(lesson === undefined ? uncalibratedTuning : calibratedTuning),
        // A scanner gives a sign of life at every renewal of its lease
        listenMs: (config.leaseSeconds * 1000) / 3 + 1000,
      },
      guessed: lesson === undefined,
      patient: new Set(config.rooms.map(({ zone }) => zone)),
    });
  }

  /** A scanner answered, or reported. */
  listening(zone: ZoneId): void {
    this.#tracker.listening(this.#clock.monotonic(), zone);
  }

  presence(zone: ZoneId, present: boolean): void {
    const at = this.#clock.monotonic();
    this.#tracker.stirs(at, zone, present);
    const last = this.#moving.get(zone) ?? Number.NEGATIVE_INFINITY;
    if (!present) this.#moving.delete(zone);
    else if (this.#config.scanners[zone] !== undefined) this.#moving.set(zone, at);
    if (present && at - last >= this.#config.scanSeconds * 1000) this.#tracker.moved(at, zone);
  }

  /** What of a report by the scanner of `heardIn` says where somebody is, and where that is. */
  place(heardIn: ZoneId, sightings: readonly Sighting[]): PlacedSightings[] {
    const at = this.#clock.monotonic();
    for (const { key, rssi } of sightings) {
      this.#tracker.hear({ at, scanner: heardIn, key, rssi });
      this.#tracker.look(at, key);
    }
    this.#tracker.tick(at);
    const placed = new Map<ZoneId, Sighting[]>();
    for (const sighting of sightings) {
      const zone = this.#tracker.placeOf(sighting.key)?.zone;
      if (zone === undefined) continue;
      if (zone === heardIn || this.#config.scanners[zone] === undefined)
        placed.set(zone, [...(placed.get(zone) ?? []), sighting]);
    }
    return [...placed].map(([zone, all]) => ({ zone, sightings: all }));
  }
}
