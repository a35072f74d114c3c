import type { Cancel, Clock } from '@nanoedge/base';
import type { Seconds, ServiceEvent } from '@nanoedge/protocol';

/** How long refusals are counted before their number is told. */
export const refusalWindowMs = 60_000;

/** Fewer in a window are somebody's mistake, or old keys just after a change. */
export const fewestRefusals = 10;

/** Requests of senders that proved nothing, or something wrong. */
export type RefusedRequests = Omit<
  Extract<ServiceEvent, { type: 'requests.refused' }>,
  'type' | 'at'
>;

interface RefusalPorts {
  clock: Pick<Clock, 'monotonic' | 'after'>;
  tell: (refused: RefusedRequests) => void;
}

/**
 * Counts refused requests, so that an attack is told of and not each of its datagrams: at once when
 * it begins, then once in each window for as long as it lasts.
 */
export class Refusals {
  readonly #ports: RefusalPorts;
  #count = 0;
  #from = '';
  #since = 0;
  #isAttack = false;
  #window: Cancel | null = null;

  constructor(ports: RefusalPorts) {
    this.#ports = ports;
  }

  /** One more, from this address. */
  add(from: string): void {
    this.#count += 1;
    this.#from = from;
    if (this.#window === null) this.#begin();
    if (this.#isAttack || this.#count < fewestRefusals) return;
    this.#isAttack = true;
    this.#tell();
  }

  stop(): void {
    this.#window?.();
    this.#window = null;
  }

  #begin(): void {
    const { clock } = this.#ports;
    this.#since = clock.monotonic();
    this.#window = clock.after(refusalWindowMs, () => this.#end());
  }

  #end(): void {
    this.#window = null;
    const goesOn = this.#isAttack && this.#count > 0;
    if (goesOn) this.#tell();
    this.#isAttack = goesOn;
    this.#count = 0;
    if (goesOn) this.#begin();
  }

  #tell(): void {
    const { clock, tell } = this.#ports;
    const lasted = Math.max(1, Math.round((clock.monotonic() - this.#since) / 1000));
    const refused = { count: this.#count, seconds: lasted as Seconds, from: this.#from };
    this.#count = 0;
    tell(refused);
  }
}
