import type { Clock } from '@nanoedge/base';
import type { IdentityKey, KeysAnswer, PersonId, Sighting, ZoneId } from '@nanoedge/protocol';
import { Acquaintances } from './acquaintances.ts';
import type { Census } from './census.ts';
import type { ScrambledKey } from './scrambler.ts';

/** What is believed of a roster is asked again when it is older than this. */
const believedMs = 800;

export interface ReceptionParts {
  clock: Pick<Clock, 'monotonic'>;
  scramble: (key: IdentityKey) => ScrambledKey;
  census: Census;
  /** authentication-engine's `POST /keys`. */
  ask: (keys: readonly IdentityKey[]) => Promise<KeysAnswer>;
  /** Keys of people were heard. */
  onPeople: (zone: ZoneId, sightings: readonly Sighting[]) => void;
  /** Keys of nobody were heard; `fresh`: how many of them had not been heard for a while. */
  onStrangers: (zone: ZoneId, fresh: number) => void;
}

/**
 * Stands between the scanners and the journeys: only keys of people go on. Keys of nobody are
 * counted, however many there are, and cost no journey, no event and no question each.
 */
export class Reception {
  readonly #parts: ReceptionParts;
  readonly #acquaintances: Acquaintances;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
    this.#acquaintances = new Acquaintances(parts.scramble);
  }

  /** Whose key it is; null when that was not said. */
  ownerOf(key: IdentityKey): PersonId | null {
    return this.#acquaintances.ownerOf(key);
  }

  /**
   * Gives the places in the report of the keys of people. Who is known already goes on at once,
   * whatever becomes of the question about the others.
   */
  async receive(zone: ZoneId, sightings: readonly Sighting[]): Promise<number[]> {
    const before = sightings.map(({ key }) => this.#acquaintances.judge(key));
    const now = this.#parts.clock.monotonic();
    const isOld = now - this.#askedAt >= believedMs;
    const told = sightings.filter((_sighting, at) => before[at] === 'person');
    if (told.length > 0) this.#parts.onPeople(zone, told);
    if (isOld || before.includes('new')) {
      if (isOld) this.#askedAt = now;
      const keys = sightings.map(({ key }) => key);
      const asked = isOld ? keys : keys.filter((_key, at) => before[at] === 'new');
      this.#acquaintances.learn(asked, await this.#parts.ask(asked));
    }
    return this.#sort(zone, sightings, before);
  }

  /** What is known now of those who were not known to be people before. */
  #sort(
    zone: ZoneId,
    sightings: readonly Sighting[],
    before: readonly ReturnType<Acquaintances['judge']>[],
  ): number[] {
    const { census, clock, scramble, onPeople, onStrangers } = this.#parts;
    const people: number[] = [];
    const newPeople: Sighting[] = [];
    const at = clock.monotonic();
    let [strangers, fresh] = [0, 0];
    for (const [place, sighting] of sightings.entries()) {
      const now = this.#acquaintances.judge(sighting.key);
      if (now === 'person') {
        people.push(place);
        if (before[place] !== 'person') newPeople.push(sighting);
      } else if (now === 'stranger') {
        const stranger = scramble(sighting.key);
        census.count(zone, stranger);
        strangers += 1;
        if (this.#acquaintances.meet(stranger, at)) fresh += 1;
      }
    }
    if (newPeople.length > 0) onPeople(zone, newPeople);
    if (strangers > 0) onStrangers(zone, fresh);
    return people;
  }
}
