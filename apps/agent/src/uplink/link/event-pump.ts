import type { Cancel, Clock } from '@nanoedge/base';
import type { OutboxEvent } from '@nanoedge/protocol';
import type { Outbox } from '../../edge/outbox/outbox.ts';

/** Events that come within this time of each other travel together. */
const gatherMs = 2;

export interface PumpPorts {
  outbox: Outbox;
  clock: Clock;
  /** Sends a batch and resolves with the highest stored sequence; a rejection ends the session. */
  send: (events: OutboxEvent[]) => Promise<number>;
  onFailure: (error: unknown) => void;
}

/**
 * Empties the outbox during one session: one batch in flight, deleted only when the dashboard has
 * it.
 */
export class EventPump {
  readonly #ports: PumpPorts;
  #acked: number;
  #sending = false;
  #stopped = false;
  #timer: Cancel | null = null;
  #unsubscribe: () => void = () => undefined;

  constructor(ports: PumpPorts, acked: number) {
    this.#ports = ports;
    this.#acked = acked;
  }

  start(): void {
    this.#unsubscribe = this.#ports.outbox.onAppend(() => this.#kick());
    this.#kick();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
    this.#unsubscribe();
  }

  #kick(): void {
    if (this.#stopped || this.#sending || this.#timer !== null) return;
    this.#timer = this.#ports.clock.after(gatherMs, () => {
      this.#timer = null;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    try {
      for (;;) {
        const batch = this.#ports.outbox.batch(this.#acked);
        const last = batch.at(-1);
        if (last === undefined || this.#stopped) break;
        const acked = await this.#ports.send(batch);
        if (this.#stopped) break;
        if (acked < last.seq)
          throw new RangeError(`the dashboard acknowledged ${acked} of ${last.seq}`);
        this.#ports.outbox.ack(acked);
        this.#acked = acked;
      }
    } catch (error) {
      if (!this.#stopped) this.#ports.onFailure(error);
    } finally {
      this.#sending = false;
    }
  }
}
