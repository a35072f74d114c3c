import type { Clock } from './clock.ts';

/** Sources that are told apart; the one that spoke longest ago is forgotten. */
const mostSources = 64;

interface Allowance {
  perSecond: number;
  /** What may come at once after a silence. */
  burst: number;
}

/** How often each source may ask: a bucket that fills with time, and that each question empties. */
export class RateLimit {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #allowance: Allowance;
  readonly #sources = new Map<string, { left: number; at: number }>();

  constructor(clock: Pick<Clock, 'monotonic'>, allowance: Allowance) {
    this.#clock = clock;
    this.#allowance = allowance;
  }

  /** Whether the source may ask once more now. */
  admits(source: string): boolean {
    const { perSecond, burst } = this.#allowance;
    const at = this.#clock.monotonic();
    const before = this.#sources.get(source) ?? { left: burst, at };
    const filled = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond);
    const admitted = filled >= 1;
    this.#sources.delete(source);
    for (const oldest of this.#sources.keys()) {
      if (this.#sources.size < mostSources) break;
      this.#sources.delete(oldest);
    }
    this.#sources.set(source, { left: admitted ? filled - 1 : filled, at });
    return admitted;
  }
}
