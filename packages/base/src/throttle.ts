import { systemClock, type Cancel, type Clock } from './clock.ts';

/**
 * Passes the first call on, and later ones at most every `ms`; what comes in between is dropped.
 * For progress, where the end is told by other means.
 */
export const atMostEvery = <T>(
  ms: number,
  clock: Pick<Clock, 'monotonic'>,
  call: (value: T) => void,
): ((value: T) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = clock.monotonic();
    if (now - last < ms) return;
    last = now;
    call(value);
  };
};

/**
 * Calls `act` at once, then at most every `everyMs`; the last call of a burst is never lost. Ends
 * with `stop`.
 */
export class Throttle {
  readonly #everyMs: number;
  readonly #act: () => void;
  readonly #clock: Pick<Clock, 'after'>;
  #cancel: Cancel | null = null;
  #again = false;

  constructor(everyMs: number, act: () => void, clock: Pick<Clock, 'after'> = systemClock) {
    this.#everyMs = everyMs;
    this.#act = act;
    this.#clock = clock;
  }

  readonly call = (): void => {
    if (this.#cancel !== null) {
      this.#again = true;
      return;
    }
    this.#act();
    this.#cancel = this.#clock.after(this.#everyMs, this.#rest);
  };

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#again = false;
  }

  readonly #rest = (): void => {
    this.#cancel = null;
    if (!this.#again) return;
    this.#again = false;
    this.call();
  };
}
