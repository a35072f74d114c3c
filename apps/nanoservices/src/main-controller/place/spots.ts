import type { Reading } from './strengths.ts';
import { counted, noTally, type Tally, together } from './tally.ts';

/** A stretch of a lesson: what each scanner heard in it. */
export type LessonSpot = readonly Tally[];

interface OpenSpot {
  steps: number;
  tallies: LessonSpot;
}

/**
 * A zone is not one place: what scanners hear at its door differs from what they hear at its
 * window. So a lesson is cut into stretches of some steps each. There are never more than `most`:
 * then neighbours are put together, and stretches are twice as long from there on.
 */
export class LessonSpots {
  readonly #scanners: number;
  readonly #most: number;
  #length: number;
  #spots: OpenSpot[] = [];

  constructor({ scanners, length, most }: { scanners: number; length: number; most: number }) {
    this.#scanners = scanners;
    this.#length = length;
    this.#most = most;
  }

  count(readings: readonly Reading[]): void {
    const last = this.#spots.at(-1);
    const open = last !== undefined && last.steps < this.#length ? last : this.#begin();
    open.steps += 1;
    open.tallies = open.tallies.map((tally, scanner) => counted(tally, readings[scanner] ?? null));
  }

  /** A stretch that has hardly begun says too little to stand alone: it goes with the one before. */
  all(): LessonSpot[] {
    const spots = this.#spots.map(({ tallies }) => tallies);
    const [before, last] = spots.slice(-2);
    const steps = this.#spots.at(-1)?.steps ?? 0;
    if (before === undefined || last === undefined || steps >= this.#length / 2) return spots;
    return [...spots.slice(0, -2), added(before, last)];
  }

  #begin(): OpenSpot {
    if (this.#spots.length >= this.#most) this.#halve();
    const spot = { steps: 0, tallies: Array.from({ length: this.#scanners }, () => noTally) };
    this.#spots.push(spot);
    return spot;
  }

  #halve(): void {
    this.#length *= 2;
    const halved: OpenSpot[] = [];
    for (const [index, spot] of this.#spots.entries()) {
      const before = halved.at(-1);
      if (index % 2 === 0 || before === undefined) halved.push(spot);
      else {
        before.steps += spot.steps;
        before.tallies = added(before.tallies, spot.tallies);
      }
    }
    this.#spots = halved;
  }
}

const added = (one: LessonSpot, other: LessonSpot): LessonSpot =>
  one.map((tally, scanner) => together(tally, other[scanner] ?? noTally));

/** All stretches of a zone as one. */
export const wholeOf = (spots: readonly LessonSpot[], scanners: number): LessonSpot =>
  spots.reduce(
    added,
    Array.from({ length: scanners }, () => noTally),
  );
