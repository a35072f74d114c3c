import { mostKeysAtOnce } from '@nanoedge/protocol';
import type { IdentityKey, Sighting } from '@nanoedge/protocol';

/** Sightings that wait while a crowd is reported; a newcomer beyond that is not reported now. */
export const mostWaiting = 8192;

/** Keys of people that are told apart during one scan. */
const mostFollowed = 1024;

/**
 * What waits to be reported, the newest sighting of each key. One report is under way at a time, so
 * that a crowd is told as fast as the controller takes it in and no faster. Keys of people go first,
 * then keys that were not reported before, then the rest, each in the order in which they came.
 */
export class Outgoing {
  readonly #followed = new Set<IdentityKey>();
  readonly #lines = {
    people: new Map<IdentityKey, Sighting>(),
    newcomers: new Map<IdentityKey, Sighting>(),
    others: new Map<IdentityKey, Sighting>(),
  };

  add(report: readonly Sighting[], first: readonly Sighting[]): void {
    const newcomers = new Set(first);
    for (const sighting of report) this.#put(sighting, newcomers.has(sighting));
  }

  /** What goes into the next report; empty when nothing waits. */
  next(): Sighting[] {
    const taken: Sighting[] = [];
    for (const line of Object.values(this.#lines))
      for (const [key, sighting] of line) {
        if (taken.length >= mostKeysAtOnce) return taken;
        taken.push(sighting);
        line.delete(key);
      }
    return taken;
  }

  /** Forgets what waits. */
  drop(): void {
    for (const line of Object.values(this.#lines)) line.clear();
  }

  /** These are keys of people; gives those of which that is news. */
  follow(sightings: readonly Sighting[]): Sighting[] {
    const news = sightings.filter(({ key }) => !this.#followed.has(key));
    for (const { key } of news) if (this.#followed.size < mostFollowed) this.#followed.add(key);
    return news;
  }

  get size(): number {
    return Object.values(this.#lines).reduce((sum, line) => sum + line.size, 0);
  }

  #put(sighting: Sighting, isNew: boolean): void {
    const { people, newcomers, others } = this.#lines;
    const { key } = sighting;
    const waits = [people, newcomers, others].find((line) => line.has(key));
    if (waits !== undefined) waits.set(key, sighting);
    else if (this.#followed.has(key)) people.set(key, sighting);
    else if (this.size < mostWaiting) (isNew ? newcomers : others).set(key, sighting);
  }
}
