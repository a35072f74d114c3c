import type { PlaceTuning } from './tuning.ts';

/** A strength (dBm), silence of a scanner that listens, or nothing: nobody knows if it listens. */
export type Reading = number | 'silent' | null;

interface Ear {
  sum: number;
  count: number;
  level: number;
  /** When it last heard the key; null: never, or so long ago that it is forgotten. */
  heardAt: number | null;
  /** The same, never forgotten. */
  lastAt: number;
}

/** What one scanner heard of a key: how strong, smoothed, and when last. */
export interface Hearsay {
  level: number;
  at: number;
}

type Smoothing = Pick<PlaceTuning, 'smoothMs' | 'holdMs'>;

/** What each scanner hears of one key, smoothed from step to step. */
export class Strengths {
  readonly #ears: Ear[];
  #closedAt: number | null = null;

  constructor(scanners: number) {
    this.#ears = Array.from({ length: scanners }, () => ({
      sum: 0,
      count: 0,
      level: 0,
      heardAt: null,
      lastAt: Number.NEGATIVE_INFINITY,
    }));
  }

  hear(scanner: number, rssi: number): void {
    const ear = this.#ears[scanner];
    if (ear === undefined) return;
    ear.sum += rssi;
    ear.count += 1;
  }

  /** Whether anything was heard since the last step, and how strong the strongest was. */
  strongest(): number | null {
    const heard = this.#ears.filter(({ count }) => count > 0);
    return heard.length === 0 ? null : Math.max(...heard.map(({ sum, count }) => sum / count));
  }

  /** Of each scanner what it heard last, as of the last step. */
  hearsay(): Hearsay[] {
    return this.#ears.map(({ level, lastAt: at }) => ({ level, at }));
  }

  /** Ends a step: its packets go into the levels, and each scanner says one thing. */
  close(at: number, listens: readonly boolean[], { smoothMs, holdMs }: Smoothing): Reading[] {
    const elapsed = at - (this.#closedAt ?? at);
    const weight = smoothMs === 0 ? 1 : 1 - Math.exp(-elapsed / smoothMs);
    this.#closedAt = at;
    return this.#ears.map((ear, scanner) => {
      if (ear.count > 0) {
        const heard = ear.sum / ear.count;
        ear.level = ear.heardAt === null ? heard : ear.level + weight * (heard - ear.level);
        ear.heardAt = at;
        ear.lastAt = at;
        ear.sum = 0;
        ear.count = 0;
      }
      // What it heard last was heard, whether or not it still listens
      if (ear.heardAt !== null && at - ear.heardAt <= holdMs) return ear.level;
      ear.heardAt = null;
      return listens[scanner] === true ? 'silent' : null;
    });
  }
}
