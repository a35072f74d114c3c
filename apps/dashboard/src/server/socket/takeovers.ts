import type { Clock } from '@nanoedge/base';
import type { DeviceId } from '@nanoedge/protocol';

/** An agent that comes from another address replaces its own link once; two agents do it in turns. */
const suspicious = 3;
const withinMs = 2 * 60_000;

/** Tells a device whose key two agents have from one that only came again. */
export class Takeovers {
  readonly #clock: Clock;
  readonly #of = new Map<DeviceId, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A link replaced another one that had not ended; true when that is no coincidence any more. */
  count(device: DeviceId): boolean {
    const now = this.#clock.monotonic();
    const recent = [...(this.#of.get(device) ?? []), now].filter((at) => now - at < withinMs);
    this.#of.set(device, recent);
    return recent.length >= suspicious;
  }
}
