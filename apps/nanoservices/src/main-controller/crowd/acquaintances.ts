import type { IdentityKey, KeysAnswer, PersonId } from '@nanoedge/protocol';
import type { ScrambledKey } from './scrambler.ts';

/** How many keys are remembered; the one that was asked about longest ago makes way. */
export const acquaintanceBounds = { people: 1024, strangers: 16_384 };

export type Acquaintance = 'person' | 'stranger' | 'new';

/** A stranger who was not heard for this long comes anew. */
const strangerGoneMs = 30_000;

/**
 * Whose keys are people's, by what authentication-engine said last. A key of nobody is remembered
 * scrambled. A new revision of the roster makes all of them new again.
 */
export class Acquaintances {
  readonly #scramble: (key: IdentityKey) => ScrambledKey;
  readonly #people = new Map<IdentityKey, PersonId | null>();
  /** When each was heard last. */
  readonly #strangers = new Map<ScrambledKey, number>();
  #revision: number | null = null;

  constructor(scramble: (key: IdentityKey) => ScrambledKey) {
    this.#scramble = scramble;
  }

  judge(key: IdentityKey): Acquaintance {
    if (this.#people.has(key)) return 'person';
    return this.#strangers.has(this.#scramble(key)) ? 'stranger' : 'new';
  }

  /** Whose key it is; null when that was not said. */
  ownerOf(key: IdentityKey): PersonId | null {
    return this.#people.get(key) ?? null;
  }

  learn(asked: readonly IdentityKey[], { revision, known, owners = [] }: KeysAnswer): void {
    if (revision !== this.#revision) {
      this.#people.clear();
      this.#strangers.clear();
      this.#revision = revision;
    }
    const people = new Map(known.map((key, place) => [key, owners[place] ?? null]));
    for (const key of asked) {
      const owner = people.get(key);
      if (owner !== undefined) this.#keepPerson(key, owner);
      else this.#keepStranger(this.#scramble(key));
    }
  }

  /** A stranger was heard; whether that is one who comes. */
  meet(stranger: ScrambledKey, at: number): boolean {
    const before = this.#strangers.get(stranger) ?? Number.NEGATIVE_INFINITY;
    this.#strangers.set(stranger, at);
    return at - before >= strangerGoneMs;
  }

  get size(): number {
    return this.#people.size + this.#strangers.size;
  }

  #keepPerson(key: IdentityKey, owner: PersonId | null): void {
    this.#people.delete(key);
    makeRoom(this.#people, acquaintanceBounds.people);
    this.#people.set(key, owner);
  }

  #keepStranger(key: ScrambledKey): void {
    const heardAt = this.#strangers.get(key) ?? Number.NEGATIVE_INFINITY;
    this.#strangers.delete(key);
    makeRoom(this.#strangers, acquaintanceBounds.strangers);
    this.#strangers.set(key, heardAt);
  }
}

interface Remembered<T> {
  size: number;
  keys(): Iterable<T>;
  delete(one: T): boolean;
}

/** What was put there longest ago comes first. */
const makeRoom = <T>(all: Remembered<T>, most: number): void => {
  for (const oldest of all.keys()) {
    if (all.size < most) return;
    all.delete(oldest);
  }
};
