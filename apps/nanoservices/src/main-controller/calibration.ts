import { type Cancel, type Clock } from '@nanoedge/base';
import { RequestProblem } from '@nanoedge/coap';
import type {
  CalibrationState,
  IdentityKey,
  Milliseconds,
  Sighting,
  TeachCommand,
  ZoneId,
} from '@nanoedge/protocol';
import type { Floor } from './place/floor.ts';
import { Lesson } from './place/lesson.ts';
import { storedZones } from './place/stored-lesson.ts';
import { calibratedTuning as tuning } from './place/tuning.ts';

/** Scanners begin to listen, and the key is heard by all of them once, before it counts. */
const settleMs = 2000;

/** A calibration with which nobody goes on is forgotten. */
const forgottenMs = 15 * 60_000;

interface Ongoing {
  id: string;
  key: IdentityKey;
  lesson: Lesson;
  heard: Map<ZoneId, Map<ZoneId, number>>;
}

interface Standing {
  zone: ZoneId;
  from: number;
  until: number;
}

export interface CalibrationParts {
  clock: Pick<Clock, 'monotonic' | 'after'>;
  floor: Floor;
  /** All scanners are to listen from now on, or only where they are needed otherwise. */
  onListen: (everywhere: boolean) => void;
}

/**
 * Somebody carries a key from zone to zone and says where they stand; what the scanners hear of it
 * meanwhile becomes a lesson. It is kept until it is fetched, ended or forgotten, and changes
 * nothing by itself: the lesson that is used is the one in the config.
 */
export class Calibration {
  readonly #parts: CalibrationParts;
  #ongoing: Ongoing | null = null;
  #standing: Standing | null = null;
  #turn: Cancel | null = null;
  #forget: Cancel | null = null;

  constructor(parts: CalibrationParts) {
    this.#parts = parts;
  }

  teach({ id, key, zone, seconds }: TeachCommand): void {
    const { clock, floor, onListen } = this.#parts;
    if (!floor.zoneAt.has(zone))
      throw new RequestProblem('4.04', `no zone ${zone}; there are ${floor.zones.join(', ')}`);
    if (this.#ongoing?.id !== id || this.#ongoing.key !== key)
      this.#ongoing = { id, key, lesson: new Lesson({ floor, tuning }), heard: new Map() };
    const { lesson, heard } = this.#ongoing;
    lesson.forget(zone);
    heard.set(zone, new Map());
    lesson.begin(null);
    const from = clock.monotonic() + settleMs;
    this.#standing = { zone, from, until: from + seconds * 1000 };
    this.#remember();
    onListen(true);
    this.#step(true);
  }

  /** Whether a sighting of this key teaches, and says nothing about a journey. */
  takes(key: IdentityKey): boolean {
    return this.#standing !== null && this.#ongoing?.key === key;
  }

  hear(scanner: ZoneId, { key, rssi }: Sighting): void {
    const [ongoing, standing] = [this.#ongoing, this.#standing];
    if (ongoing === null || standing === null || ongoing.key !== key) return;
    if (this.#parts.clock.monotonic() < standing.from) return;
    ongoing.lesson.hear(scanner, rssi);
    const heard = ongoing.heard.get(standing.zone) ?? new Map<ZoneId, number>();
    heard.set(scanner, (heard.get(scanner) ?? 0) + 1);
    ongoing.heard.set(standing.zone, heard);
  }

  state(): CalibrationState {
    const [ongoing, standing] = [this.#ongoing, this.#standing];
    if (ongoing === null) return { calibration: null };
    const now = this.#parts.clock.monotonic();
    const left = standing === null ? 0 : Math.max(0, standing.until - now);
    return {
      calibration: {
        id: ongoing.id,
        key: ongoing.key,
        now: standing === null ? null : { zone: standing.zone, leftMs: left as Milliseconds },
        zones: [...ongoing.heard].map(([zone, heard]) => ({
          zone,
          taughtMs: ongoing.lesson.taughtMs(zone) as Milliseconds,
          heard: [...heard].map(([scanner, reports]) => ({ scanner, reports })),
        })),
      },
    };
  }

  /** The state, with what was learned in the zones in which something was heard. */
  learned(): CalibrationState {
    const ongoing = this.#ongoing;
    if (ongoing === null) return { calibration: null };
    this.#remember();
    const { floor } = this.#parts;
    const zones = storedZones(floor, ongoing.lesson.learned());
    const learned = zones.filter(({ zone }) => (ongoing.heard.get(zone)?.size ?? 0) > 0);
    return { ...this.state(), learned };
  }

  /** Forgets what was taught. */
  end(): void {
    this.#stand(null);
    this.#ongoing = null;
    this.#forget?.();
    this.#forget = null;
  }

  #stand(standing: Standing | null): void {
    const stops = this.#standing !== null && standing === null;
    this.#standing = standing;
    this.#turn?.();
    this.#turn = null;
    if (!stops) return;
    this.#ongoing?.lesson.begin(null);
    this.#parts.onListen(false);
  }

  #step(settles: boolean): void {
    const [ongoing, standing] = [this.#ongoing, this.#standing];
    if (ongoing === null || standing === null) return;
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const settled = now >= standing.from;
    if (settles && settled) ongoing.lesson.begin(standing.zone);
    if (!settles) ongoing.lesson.tick(now);
    if (now >= standing.until) {
      this.#stand(null);
      return;
    }
    this.#turn?.();
    const next = settled ? tuning.stepMs : standing.from - now;
    this.#turn = clock.after(next, () => this.#step(settles && !settled));
  }

  #remember(): void {
    this.#forget?.();
    this.#forget = this.#parts.clock.after(forgottenMs, () => this.end());
  }
}
