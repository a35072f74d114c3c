import { SteadyClock, type Cancel, type Clock } from '@nanoedge/base';
import type { CoapClient } from '@nanoedge/coap';
import { DeviceTime } from '@nanoedge/protocol';

/** How often the gateway is asked what time it is. */
const askEveryMs = 3_000;

/** A start waits this long for the first answer. */
const firstAnswerMs = 300;

export interface ServiceClockPorts {
  client: CoapClient;
  /** The container's own clock, which is the machine's. */
  machine: Clock;
  gateway: string;
}

/**
 * The service's time: as its device says, counted on the monotonic clock in between. An agent that
 * is away or does not tell the time leaves it as it is.
 */
export class ServiceClock extends SteadyClock {
  readonly #ports: ServiceClockPorts;
  #known = true;
  #timer: Cancel | null = null;
  #stopped = false;

  constructor(ports: ServiceClockPorts) {
    super(ports.machine);
    this.#ports = ports;
  }

  /** Whether the device can know what time it is. */
  get known(): boolean {
    return this.#known;
  }

  /** Resolves after the first question, whatever came of it; asks on until it is stopped. */
  async start(): Promise<void> {
    await this.#ask(firstAnswerMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  async #ask(timeoutMs?: number): Promise<void> {
    const { client, gateway } = this.#ports;
    const request = { url: gateway, path: '/time', method: 'GET' } as const;
    const askedAt = this.monotonic();
    try {
      const within = timeoutMs === undefined ? {} : { timeoutMs };
      const { now, known } = await client.request({ ...request, ...within }, DeviceTime);
      if (this.#stopped) return;
      this.#known = known;
      this.setBy({ now, tookMs: this.monotonic() - askedAt });
    } catch {
      // Without an answer the time goes on as it did; who needs the gateway says that it is away
    }
    if (this.#stopped) return;
    this.#timer = this.after(askEveryMs, () => void this.#ask());
  }
}
