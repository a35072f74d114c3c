import type { IdentityKey, ZoneId } from '@nanoedge/protocol';
import { type Belief, openBelief, walk, weigh } from './belief.ts';
import { type Expectations, fit } from './expectation.ts';
import type { Floor } from './floor.ts';
import { nowhere, takeStand, type Stand } from './stand.ts';
import { type Reading, Strengths } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';

/** Where a key is, and how probable that is (0 to 1). */
export interface KeyPlace {
  zone: ZoneId;
  certainty: number;
}

/** One scanner heard one key. All times are milliseconds of one clock that never goes back. */
export interface HeardKey {
  at: number;
  scanner: string;
  key: IdentityKey;
  rssi: number;
}

export interface PlaceChange {
  key: IdentityKey;
  place: KeyPlace | null;
}

interface Followed {
  strengths: Strengths;
  belief: Belief;
  stand: Stand;
  heardAt: number;
  /** Steps in which it was heard, as far as they matter. */
  steps: number;
}

interface ZoneTrackerParts {
  floor: Floor;
  expectations: Expectations;
  tuning: PlaceTuning;
}

/**
 * In which zone each key is, from what all scanners hear and do not hear. Sightings come in as they
 * happen; `tick` decides, and does so once a step however often it is called.
 *
 * What is kept is bounded: a few numbers per zone and scanner for at most `tuning.keys` keys. A key
 * that nobody heard for `absentMs` is forgotten. When there is no room, the key that was silent for
 * longest makes way, but none that was heard within `holdMs`: then the newcomer is not followed.
 */
export class ZoneTracker {
  readonly #floor: Floor;
  readonly #expectations: Expectations;
  readonly #tuning: PlaceTuning;
  readonly #followed = new Map<IdentityKey, Followed>();
  /** Of each scanner its last sign of life. */
  readonly #aliveAt: (number | null)[];
  #steppedAt: number | null = null;

  constructor({ floor, expectations, tuning }: ZoneTrackerParts) {
    this.#floor = floor;
    this.#expectations = expectations;
    this.#tuning = tuning;
    this.#aliveAt = Array.from({ length: floor.scannerAt.size }, () => null);
  }

  /** The scanner is known to listen, whether or not it hears anything. */
  listening(at: number, scanner: string): void {
    const index = this.#floor.scannerAt.get(scanner);
    if (index !== undefined) this.#aliveAt[index] = at;
  }

  hear({ at, scanner, key, rssi }: HeardKey): void {
    const index = this.#floor.scannerAt.get(scanner);
    if (index === undefined) return;
    this.#aliveAt[index] = at;
    const followed = this.#followed.get(key) ?? this.#follow(key, at);
    if (followed === null) return;
    followed.heardAt = at;
    followed.strengths.hear(index, rssi);
  }

  /** Which keys changed their place, when a step is over. */
  tick(at: number): PlaceChange[] {
    const { stepMs, listenMs } = this.#tuning;
    const last = this.#steppedAt;
    if (last !== null && Math.floor(at / stepMs) <= Math.floor(last / stepMs)) return [];
    this.#steppedAt = at;
    const elapsed = last === null ? stepMs : at - last;
    const listens = this.#aliveAt.map((alive) => alive !== null && at - alive <= listenMs);
    const changes: PlaceChange[] = [];
    for (const [key, followed] of this.#followed) {
      const before = followed.stand.zone;
      this.#step(followed, { at, elapsed, listens });
      if (followed.stand.zone !== before) changes.push({ key, place: this.placeOf(key) });
      if (at - followed.heardAt > this.#tuning.absentMs) this.#followed.delete(key);
    }
    return changes;
  }

  /** Null: nowhere, or nobody can say yet. */
  placeOf(key: IdentityKey): KeyPlace | null {
    const followed = this.#followed.get(key);
    if (followed === undefined || followed.stand.zone === null) return null;
    const zone = this.#floor.zones[followed.stand.zone];
    const certainty = followed.belief[followed.stand.zone];
    return zone === undefined || certainty === undefined ? null : { zone, certainty };
  }

  get size(): number {
    return this.#followed.size;
  }

  #follow(key: IdentityKey, at: number): Followed | null {
    if (this.#followed.size >= this.#tuning.keys && !this.#makeRoom(at)) return null;
    const followed: Followed = {
      strengths: new Strengths(this.#floor.scannerAt.size),
      belief: openBelief(this.#floor),
      stand: nowhere,
      heardAt: at,
      steps: 0,
    };
    this.#followed.set(key, followed);
    return followed;
  }

  #makeRoom(at: number): boolean {
    let quietest: { key: IdentityKey; heardAt: number } | null = null;
    for (const [key, { heardAt }] of this.#followed)
      if (quietest === null || heardAt < quietest.heardAt) quietest = { key, heardAt };
    if (quietest === null || at - quietest.heardAt <= this.#tuning.holdMs) return false;
    return this.#followed.delete(quietest.key);
  }

  #step(
    followed: Followed,
    { at, elapsed, listens }: { at: number; elapsed: number; listens: readonly boolean[] },
  ): void {
    const tuning = this.#tuning;
    const strongest = followed.strengths.strongest();
    const readings = followed.strengths.close(at, listens, tuning);
    followed.belief = walk(followed.belief, this.#floor, { ...tuning, elapsed });
    if (at - followed.heardAt > tuning.absentMs) {
      followed.stand = nowhere;
      return;
    }
    // Silence everywhere says that the key sleeps or is gone, not where it is
    if (!readings.some((reading) => typeof reading === 'number')) return;
    followed.belief = weigh(followed.belief, this.#fits(readings), tuning.news);
    if (strongest !== null) followed.steps = Math.min(followed.steps + 1, tuning.settleSteps);
    const clear = strongest !== null && strongest >= tuning.faintDbm;
    if (followed.stand.zone === null && !clear && followed.steps < tuning.settleSteps) return;
    followed.stand = takeStand(followed.stand, followed.belief, { ...tuning, at });
  }

  #fits(readings: readonly Reading[]): number[] {
    return this.#expectations.map((zone) => fit(zone, readings, this.#tuning));
  }
}
