import type { ZoneId } from '@nanoedge/protocol';
import type { Stirring } from './belief.ts';
import type { Floor } from './floor.ts';
import type { PlaceTuning } from './tuning.ts';

/**
 * Where a motion sensor began to see somebody just now, it may be anybody next door: as if they
 * stayed no longer than this.
 */
const stayMsWhenBegun = 4000;
const justBeganMs = 6000;

/** A sensor that says nothing for this long rests: it repeats itself while somebody moves. */
const repeatsMs = 8000;

interface ZoneMotion {
  /** When the present movement began; null: nobody moves. */
  since: number | null;
  saidAt: number;
}

/** What the motion sensors say, as far as it tells where somebody can have gone. */
export class MotionMemory {
  readonly #floor: Floor;
  readonly #begun: number;
  readonly #zones = new Map<number, ZoneMotion>();

  constructor(floor: Floor, { stayMs }: Pick<PlaceTuning, 'stayMs'>) {
    this.#floor = floor;
    this.#begun = Math.max(2, stayMs / stayMsWhenBegun);
  }

  hear(at: number, zone: ZoneId, present: boolean): void {
    const index = this.#floor.zoneAt.get(zone);
    if (index === undefined) return;
    const before = this.#zones.get(index);
    const since = before?.since ?? at;
    this.#zones.set(index, { since: present ? since : null, saidAt: at });
  }

  /** A zone whose sensor never said anything may have none; null: none of them did. */
  stirring(at: number): Stirring | null {
    if (this.#zones.size === 0) return null;
    return this.#floor.zones.map((_zone, index) => {
      const motion = this.#zones.get(index);
      if (motion === undefined) return 1;
      if (motion.since === null || at - motion.saidAt > repeatsMs) return 0;
      return at - motion.since <= justBeganMs ? this.#begun : 1;
    });
  }
}
