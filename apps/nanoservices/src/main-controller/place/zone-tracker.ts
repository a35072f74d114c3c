import type { IdentityKey, ZoneId } from '@nanoedge/protocol';
import { aloneIn } from './alone.ts';
import { biasAfter } from './bias.ts';
import { type Belief, believedIn, openBelief, type Stirring, walk, weigh } from './belief.ts';
import type { Expectations } from './expectation.ts';
import { Fitting } from './fit.ts';
import type { Floor } from './floor.ts';
import { MotionMemory } from './motion-memory.ts';
import { nowhere, takeStand, type Stand } from './stand.ts';
import { type Reading, Strengths } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';
import { motionSays, withoutGhosts } from './ways.ts';

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
  /** Where it was said to be before. */
  cameFrom: number | null;
  since: number;
  heardAt: number;
  /** Of `belief`. */
  steppedAt: number;
  /** Steps in which it was heard, as far as they matter. */
  steps: number;
  /** How much stronger it is heard than expected, as it turned out so far (dB). */
  bias: number;
}

interface ZoneTrackerParts {
  floor: Floor;
  expectations: Expectations;
  tuning: PlaceTuning;
  /** Whether nobody taught them: then one scanner alone says little. */
  guessed?: boolean;
  /** Zones in which a first sighting waits for what other scanners say. */
  patient?: ReadonlySet<ZoneId>;
}

/**
 * In which zone each key is, from what all scanners hear and do not hear. Sightings come in as they
 * happen; `tick` decides, and does so once a step however often it is called. A key without a place
 * needs no step to be over: `look` places it when what was heard is clear.
 *
 * What is kept is bounded: a few numbers per zone and scanner for at most `tuning.keys` keys. A key
 * that nobody heard for `absentMs` is forgotten. When there is no room, the key that was silent for
 * longest makes way, but none that was heard within `holdMs`: then the newcomer is not followed.
 */
export class ZoneTracker {
  readonly #floor: Floor;
  readonly #fitting: Fitting;
  readonly #tuning: PlaceTuning;
  readonly #guessed: boolean;
  readonly #patient: ReadonlySet<number>;
  readonly #followed = new Map<IdentityKey, Followed>();
  /** Of each scanner its last sign of life. */
  readonly #aliveAt: (number | null)[];
  /** Of each zone when somebody began to move there. */
  readonly #movedAt: number[];
  readonly #motion: MotionMemory;
  #steppedAt: number | null = null;

  constructor({ floor, expectations, tuning, guessed = false, patient }: ZoneTrackerParts) {
    this.#floor = floor;
    this.#fitting = new Fitting(expectations, tuning);
    this.#tuning = tuning;
    this.#guessed = guessed;
    this.#patient = new Set([...(patient ?? [])].map((zone) => floor.zoneAt.get(zone) ?? -1));
    this.#aliveAt = Array.from({ length: floor.scannerAt.size }, () => null);
    this.#movedAt = floor.zones.map(() => Number.NEGATIVE_INFINITY);
    this.#motion = new MotionMemory(floor, tuning);
  }

  /** The scanner is known to listen, whether or not it hears anything. */
  listening(at: number, scanner: string): void {
    const index = this.#floor.scannerAt.get(scanner);
    if (index !== undefined) this.#aliveAt[index] = at;
  }

  /** Somebody began to move in a zone. */
  moved(at: number, zone: ZoneId): void {
    const index = this.#floor.zoneAt.get(zone);
    if (index !== undefined) this.#movedAt[index] = at;
  }

  /** The motion sensor of a zone says that somebody moves, still moves, or moves no more. */
  stirs(at: number, zone: ZoneId, present: boolean): void {
    this.#motion.hear(at, zone, present);
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

  /** Decides about a key that has no place, as far as can be said now. */
  look(at: number, key: IdentityKey): void {
    const followed = this.#followed.get(key);
    if (followed !== undefined && followed.stand.zone === null)
      this.#step(followed, this.#momentAt(at));
  }

  /** Which keys changed their place, when a step is over. */
  tick(at: number): PlaceChange[] {
    const { stepMs } = this.#tuning;
    const last = this.#steppedAt;
    if (last !== null && Math.floor(at / stepMs) <= Math.floor(last / stepMs)) return [];
    this.#steppedAt = at;
    const moment = this.#momentAt(at);
    const changes: PlaceChange[] = [];
    for (const [key, followed] of this.#followed) {
      const before = followed.stand.zone;
      this.#step(followed, moment);
      if (followed.stand.zone !== before) followed.cameFrom = before;
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

  #momentAt(at: number): Moment {
    const { listenMs } = this.#tuning;
    const listens = this.#aliveAt.map((alive) => alive !== null && at - alive <= listenMs);
    return { at, listens, stirring: this.#motion.stirring(at) };
  }

  #follow(key: IdentityKey, at: number): Followed | null {
    if (this.#followed.size >= this.#tuning.keys && !this.#makeRoom(at)) return null;
    const followed: Followed = {
      strengths: new Strengths(this.#floor.scannerAt.size),
      belief: openBelief(this.#floor),
      stand: nowhere,
      cameFrom: null,
      since: at,
      heardAt: at,
      steppedAt: at,
      steps: 0,
      bias: 0,
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

  #step(followed: Followed, { at, listens, stirring }: Moment): void {
    const tuning = this.#tuning;
    const isHeard = followed.strengths.strongest() !== null;
    const readings = followed.strengths.close(at, listens, tuning);
    const elapsed = at - followed.steppedAt;
    followed.belief = walk(followed.belief, this.#floor, { ...tuning, elapsed, stirring });
    followed.steppedAt = at;
    if (at - followed.heardAt > tuning.absentMs) {
      followed.stand = nowhere;
      return;
    }
    const levels = readings.filter((reading) => typeof reading === 'number');
    // Silence everywhere says that the key sleeps or is gone, not where it is
    if (levels.length === 0) return;
    const settled = at - followed.since >= (tuning.settleSteps - 1) * tuning.stepMs;
    if (isHeard) followed.steps = Math.min(followed.steps + 1, tuning.settleSteps);
    const alone = this.#guessed ? this.#aloneIn(followed, at) : null;
    const blind = this.#guessed && levels.length === 1;
    if (!blind) this.#weigh(followed, { readings, elapsed, stirring });
    const isSure = settled && followed.steps >= tuning.settleSteps;
    if (followed.stand.zone === null)
      this.#placeFirst(followed, { at, readings, listens, blind, isSure });
    else if (alone !== null && this.#canEnter(followed.stand.zone, alone, stirring))
      this.#put(followed, alone);
    else if (!blind) followed.stand = takeStand(followed.stand, followed.belief, { ...tuning, at });
  }

  #weigh(followed: Followed, { readings, elapsed, stirring }: Evidence): void {
    const tuning = this.#tuning;
    const fits = this.#fitting.fits(readings, followed.bias);
    const seconds = elapsed / 1000;
    const says = (zone: number) =>
      stirring === null ? 0 : motionSays(stirring[zone] ?? 1, this.#patient.has(zone));
    const logs = fits.map(({ log }, zone) => tuning.news * log + seconds * says(zone));
    const weighed = weigh(followed.belief, logs);
    const belief = this.#walkable(followed, weighed, { stirring, elapsed });
    followed.belief = belief;
    const heard = { ...tuning, belief, readings, elapsed };
    followed.bias = biasAfter(followed.bias, fits, heard);
  }

  /** What is believed when nobody goes through walls or comes in unseen. */
  #walkable(
    { belief, stand, cameFrom }: Followed,
    weighed: Belief,
    { stirring, elapsed }: Pick<Evidence, 'stirring' | 'elapsed'>,
  ): Belief {
    if (stand.zone === null || stirring === null) return weighed;
    const isOdd = stirring[stand.zone] === 0 && !this.#patient.has(stand.zone);
    const where = { stand: stand.zone, cameFrom: isOdd ? cameFrom : null };
    const { doors } = this.#floor;
    const { aroundCorners } = this.#tuning;
    const ways = { doors, aroundCorners, stirring, elapsed };
    return withoutGhosts(belief, weighed, { ...ways, ...where });
  }

  #aloneIn({ strengths }: Followed, at: number): number | null {
    const hearing = { at, hearsay: strengths.hearsay(), movedAt: this.#movedAt };
    return aloneIn(this.#floor, hearing, this.#tuning);
  }

  /** Through a door, and not unseen. */
  #canEnter(from: number, to: number, stirring: Stirring | null): boolean {
    const isNextDoor = this.#floor.doors[from]?.includes(to) === true;
    return to === from || (isNextDoor && stirring?.[to] !== 0);
  }

  /** Says where a key is for other reasons than what was believed. */
  #put(followed: Followed, zone: number): void {
    if (followed.stand.zone !== zone) followed.belief = believedIn(this.#floor, zone);
    followed.stand = { zone, next: null };
  }

  /**
   * The first place: where the key is believed to be when that is certain, else where it is
   * strongest. What is faint has to be heard for a while; and where others could contradict, a zone
   * that asks for patience gets a moment more.
   */
  #placeFirst(followed: Followed, { at, readings, listens, blind, isSure }: FirstLook): void {
    const { certain, faintDbm, patienceMs } = this.#tuning;
    const levels = readings.map((each) => (typeof each === 'number' ? each : -Infinity));
    const strongest = Math.max(...levels);
    if (strongest < faintDbm && !isSure) return;
    const heardBy = levels.indexOf(strongest);
    const heardIn = this.#floor.hops.findIndex((hops) => hops[heardBy] === 0);
    const probability = Math.max(...followed.belief);
    const isCertain = probability >= certain && !blind;
    const zone = isCertain ? followed.belief.indexOf(probability) : heardIn;
    const others = listens.some((each, scanner) => each && scanner !== heardBy);
    if (this.#patient.has(zone) && others && at - followed.since < patienceMs) return;
    if (blind) this.#put(followed, zone);
    else followed.stand = { zone, next: null };
  }
}

/** What is known of the building just now. */
interface Moment {
  at: number;
  listens: readonly boolean[];
  stirring: Stirring | null;
}

type Evidence = Pick<Moment, 'stirring'> & { readings: readonly Reading[]; elapsed: number };

interface FirstLook extends Pick<Moment, 'at' | 'listens'> {
  readings: readonly Reading[];
  /** Nobody taught us, and only one scanner hears the key. */
  blind: boolean;
  isSure: boolean;
}
