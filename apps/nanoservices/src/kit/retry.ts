import type { Cancel, Clock } from '@nanoedge/base';
import { retryDelayMs } from '@nanoedge/coap';

/**
 * Brings an outside thing to the latest wanted state: one attempt at a time, again until it took
 * the state.
 */
export class Keeper<S> {
  readonly #clock: Clock;
  readonly #apply: (state: S) => Promise<void>;
  #wanted: { state: S } | null = null;
  #busy = false;
  #attempt = 0;
  #timer: Cancel | null = null;

  /** `apply` rejects when the state could not be brought there. */
  constructor(clock: Clock, apply: (state: S) => Promise<void>) {
    this.#clock = clock;
    this.#apply = apply;
  }

  /** Replaces whatever was wanted before. */
  want(state: S): void {
    this.#wanted = { state };
    this.#attempt = 0;
    this.#pump();
  }

  stop(): void {
    this.#wanted = null;
    this.#timer?.();
  }

  #pump(): void {
    if (this.#busy || this.#wanted === null) return;
    this.#timer?.();
    const wanted = this.#wanted;
    this.#busy = true;
    this.#apply(wanted.state).then(
      () => this.#done(wanted),
      () => this.#failed(),
    );
  }

  #done(applied: { state: S }): void {
    this.#busy = false;
    if (this.#wanted === applied) this.#wanted = null;
    this.#pump();
  }

  #failed(): void {
    this.#busy = false;
    this.#timer = this.#clock.after(retryDelayMs(this.#attempt), () => this.#pump());
    this.#attempt += 1;
  }
}
