import type { Clock } from '@nanoedge/base';

/** Agents that are greeted at the same time; more only wait for each other. */
export const greetedAtOnce = 64;
/** What one greeting takes before any was measured, and what is believed of a measurement (ms). */
const usualMs = 10;
const [leastMs, mostMs] = [1, 250];
const longestWaitMs = 30_000;

/**
 * Lets agents in as fast as they are served: of a storm of them, the first are greeted and each of
 * the others is told when its turn comes, instead of all trying until most fail.
 */
export class Admission {
  readonly #clock: Clock;
  #inside = 0;
  #eachMs = usualMs;
  #servedAt: number | null = null;
  #nextTurnAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: come in. Else in how many milliseconds there will be room. */
  turnIn(): number | null {
    if (this.#inside < greetedAtOnce) return null;
    const now = this.#clock.monotonic();
    const turn = Math.max(now + this.#eachMs * greetedAtOnce, this.#nextTurnAt);
    this.#nextTurnAt = turn + this.#eachMs;
    return Math.round(Math.min(longestWaitMs, Math.max(1, turn - now)));
  }

  /** Somebody came in; the function that is returned says, once, that they were served or left. */
  enter(): () => void {
    this.#inside += 1;
    let out = false;
    return () => {
      if (out) return;
      out = true;
      this.#served();
    };
  }

  #served(): void {
    const now = this.#clock.monotonic();
    // Only while somebody waited, the time between two is what one takes.
    if (this.#servedAt !== null && this.#inside > 1) {
      const took = Math.min(mostMs, Math.max(leastMs, now - this.#servedAt));
      this.#eachMs = 0.9 * this.#eachMs + 0.1 * took;
    }
    this.#inside -= 1;
    this.#servedAt = this.#inside > 0 ? now : null;
  }
}
