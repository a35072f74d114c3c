import type { Cancel, Clock } from '@nanoedge/base';
import type { EpochMs } from '@nanoedge/protocol';

/** One timer that is always set to the latest wish; `null` means that nothing needs to happen. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: Cancel | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  set(at: EpochMs | null): void {
    this.#timer?.();
    this.#timer = null;
    if (at === null) return;
    this.#timer = this.#clock.after(at - this.#clock.now(), () => {
      this.#timer = null;
      this.#ring();
    });
  }
}
