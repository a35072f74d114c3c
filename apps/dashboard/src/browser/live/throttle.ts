/**
 * Calls `act` at once, then at most every `everyMs`; the last call of a burst is never lost. Ends
 * with `stop`.
 */
export class Throttle {
  readonly #everyMs: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #again = false;

  constructor(everyMs: number, act: () => void) {
    this.#everyMs = everyMs;
    this.#act = act;
  }

  readonly call = (): void => {
    if (this.#timer !== null) {
      this.#again = true;
      return;
    }
    this.#act();
    this.#timer = setTimeout(this.#rest, this.#everyMs);
  };

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#again = false;
  }

  readonly #rest = (): void => {
    this.#timer = null;
    if (!this.#again) return;
    this.#again = false;
    this.call();
  };
}
