import { now } from 'nano:sys';
import { cancel, hold, queueImmediate, schedule } from './loop.ts';
import type { HeapEntry } from './timer-heap.ts';

type Callback<T extends unknown[]> = (...args: T) => void;

const LONGEST = 0x7fffffff;

/** Node's rule: what is no delay, too short or too long becomes 1 ms. */
export function toDelay(delay: unknown): number {
  const number = Number(delay);
  return number >= 1 && number <= LONGEST ? number : 1;
}

/** What setTimeout and setInterval return. */
export class Timeout implements HeapEntry {
  due: number;
  at = -1;
  #held = false;
  #wantsHold = true;
  readonly #delay: number;
  readonly #repeat: boolean;
  readonly #run: () => void;

  constructor(run: () => void, delay: number, repeat: boolean) {
    this.#run = run;
    this.#delay = delay;
    this.#repeat = repeat;
    this.due = now() + delay;
    schedule(this);
    this.#updateHold();
  }

  #updateHold(): void {
    const hasTo = this.#wantsHold && this.at >= 0;
    if (hasTo === this.#held) return;
    this.#held = hasTo;
    hold(hasTo ? 1 : -1);
  }

  fire(): void {
    if (this.#repeat) {
      // From the planned moment, so that an interval does not drift; from now when it fell behind.
      this.due = Math.max(this.due + this.#delay, now());
      schedule(this);
    }
    this.#updateHold();
    this.#run();
  }

  close(): this {
    cancel(this);
    this.#updateHold();
    return this;
  }

  ref(): this {
    this.#wantsHold = true;
    this.#updateHold();
    return this;
  }

  unref(): this {
    this.#wantsHold = false;
    this.#updateHold();
    return this;
  }

  hasRef(): boolean {
    return this.#wantsHold;
  }

  refresh(): this {
    cancel(this);
    this.due = now() + this.#delay;
    schedule(this);
    this.#updateHold();
    return this;
  }
}

/** What setImmediate returns. */
export class Immediate {
  readonly #entry: { cancelled: boolean };

  constructor(run: () => void) {
    this.#entry = queueImmediate(run);
  }

  cancel(): void {
    this.#entry.cancelled = true;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

export function setTimeout<T extends unknown[]>(
  callback: Callback<T>,
  delay?: number,
  ...args: T
): Timeout {
  return new Timeout(
    args.length > 0 ? () => callback(...args) : (callback as () => void),
    toDelay(delay),
    false,
  );
}

export function setInterval<T extends unknown[]>(
  callback: Callback<T>,
  delay?: number,
  ...args: T
): Timeout {
  return new Timeout(
    args.length > 0 ? () => callback(...args) : (callback as () => void),
    toDelay(delay),
    true,
  );
}

export function setImmediate<T extends unknown[]>(callback: Callback<T>, ...args: T): Immediate {
  return new Immediate(() => callback(...args));
}

export function clearTimeout(timer: unknown): void {
  if (timer instanceof Timeout) timer.close();
}

export const clearInterval = clearTimeout;

export function clearImmediate(immediate: unknown): void {
  if (immediate instanceof Immediate) immediate.cancel();
}

export default {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
};
