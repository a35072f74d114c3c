import { type Cancel, type Clock, epochMs } from '@nanoedge/base';
import type { EpochMs, Seconds, ServiceEvent, ZoneId } from '@nanoedge/protocol';
import type { ScrambledKey } from './scrambler.ts';

/** Keys of nobody that are told apart within a minute, in all zones together. */
export const mostTold = 16_384;

const minuteMs = 60_000;

interface OpenCount {
  since: number;
  keys: Set<ScrambledKey>;
  more: boolean;
  cancel: Cancel;
}

type Tell = (event: Extract<ServiceEvent, { type: 'keys.unknown' }>) => void;

/**
 * How many different keys of nobody each zone hears in a minute: one event for all of them, when
 * the minute is over. The minute begins with the first of them.
 */
export class Census {
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #zones = new Map<ZoneId, OpenCount>();

  constructor(clock: Clock, tell: Tell) {
    this.#clock = clock;
    this.#tell = tell;
  }

  count(zone: ZoneId, key: ScrambledKey): void {
    const open = this.#open(zone);
    if (open.keys.has(key)) return;
    if (this.#told() < mostTold) open.keys.add(key);
    else open.more = true;
  }

  /** Tells what was counted so far, in minutes that are not over. */
  stop(): void {
    for (const zone of this.#zones.keys()) this.#close(zone);
  }

  #told(): number {
    return [...this.#zones.values()].reduce((sum, { keys }) => sum + keys.size, 0);
  }

  #open(zone: ZoneId): OpenCount {
    const open = this.#zones.get(zone);
    if (open !== undefined) return open;
    const begun = {
      since: this.#clock.monotonic(),
      keys: new Set<ScrambledKey>(),
      more: false,
      cancel: this.#clock.after(minuteMs, () => this.#close(zone)),
    };
    this.#zones.set(zone, begun);
    return begun;
  }

  #close(zone: ZoneId): void {
    const open = this.#zones.get(zone);
    if (open === undefined) return;
    open.cancel();
    this.#zones.delete(zone);
    const at: EpochMs = epochMs(this.#clock.now());
    const lasted = Math.max(1, Math.round((this.#clock.monotonic() - open.since) / 1000));
    const { keys, more } = open;
    this.#tell({
      type: 'keys.unknown',
      at,
      zone,
      seconds: lasted as Seconds,
      // A zone that was opened when there was no room heard one at least
      count: Math.max(1, keys.size),
      more,
    });
  }
}
