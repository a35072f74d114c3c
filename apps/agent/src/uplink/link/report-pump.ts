import { type Cancel, type Clock, reportEveryMs } from '@nanoedge/base';
import type { ReportedState } from '@nanoedge/protocol';

const coalesceMs = 200;

export interface ReportPorts {
  clock: Clock;
  build: () => Promise<ReportedState>;
  send: (report: ReportedState) => Promise<void>;
  onFailure: (error: unknown) => void;
}

/** Sends the reported state during one session: soon after a change, and every five seconds. */
export class ReportPump {
  readonly #ports: ReportPorts;
  #timer: Cancel = () => undefined;
  #dueSoon = false;
  #sending = false;
  #stopped = false;

  constructor(ports: ReportPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#schedule(0);
  }

  changed(): void {
    if (this.#stopped || this.#dueSoon) return;
    this.#dueSoon = true;
    if (!this.#sending) this.#schedule(coalesceMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer();
  }

  #schedule(ms: number): void {
    this.#timer();
    this.#timer = this.#ports.clock.after(ms, () => void this.#send());
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    this.#dueSoon = false;
    try {
      const report = await this.#ports.build();
      if (!this.#stopped) await this.#ports.send(report);
    } catch (error) {
      if (!this.#stopped) this.#ports.onFailure(error);
    } finally {
      this.#sending = false;
      if (!this.#stopped) this.#schedule(this.#dueSoon ? coalesceMs : reportEveryMs);
    }
  }
}
