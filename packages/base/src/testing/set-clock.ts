import { epochMs, systemClock, type Clock } from '../clock.ts';

/** The clock of a machine that somebody sets: its wall time jumps, its monotonic time does not. */
export class SetClock implements Clock {
  readonly #ground: Clock;
  aheadMs = 0;

  constructor(ground: Clock = systemClock) {
    this.#ground = ground;
  }

  now: Clock['now'] = () => epochMs(this.#ground.now() + this.aheadMs);
  monotonic: Clock['monotonic'] = () => this.#ground.monotonic();
  after: Clock['after'] = (ms, run) => this.#ground.after(ms, run);
}
