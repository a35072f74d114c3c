import { type Cancel, type Clock, describeError, shiftTimes } from '@nanoedge/base';
import type { ServiceEvent } from '@nanoedge/protocol';
import { PeerRefused, retryDelayMs } from '@nanoedge/coap';
import type { CoapClient, Log } from '@nanoedge/coap';

/** Events that wait while the gateway is away; when there are more the oldest go. */
const capacity = 256;

interface QueueTools {
  client: CoapClient;
  clock: Clock;
  log: Log;
  gateway: string;
}

/** Events on their way to the gateway: in order, one at a time, each at least once. */
export class EventQueue {
  readonly #tools: QueueTools;
  #waiting: ServiceEvent[] = [];
  #sending = false;
  #attempt = 0;
  #dropped = 0;
  #timer: Cancel | null = null;
  #onEmpty: (() => void) | null = null;

  constructor(tools: QueueTools) {
    this.#tools = tools;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  add(event: ServiceEvent): void {
    // The first is being sent: it stays, so that an acknowledgement always means the head.
    if (this.#waiting.length >= capacity) {
      this.#waiting.splice(1, 1);
      this.#dropped += 1;
    }
    this.#waiting.push(event);
    this.#pump();
  }

  /** The clock was corrected: what waits was then, too, by the right time. */
  shift(byMs: number): void {
    this.#waiting = shiftTimes(this.#waiting, byMs);
  }

  /** Waits until everything is delivered, at most `withinMs`. */
  async drain(withinMs: number): Promise<void> {
    if (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#tools.clock.after(withinMs, resolve);
        this.#onEmpty = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#timer?.();
  }

  #pump(): void {
    if (this.#sending || this.#timer !== null) return;
    const event = this.#waiting[0];
    if (event === undefined) {
      this.#onEmpty?.();
      return;
    }
    this.#sending = true;
    this.#deliver(event).catch((error: unknown) =>
      this.#tools.log.warn('event queue', { reason: describeError(error) }),
    );
  }

  async #deliver(event: ServiceEvent): Promise<void> {
    const done = await this.#post(event);
    this.#sending = false;
    if (done) {
      this.#waiting.shift();
      this.#pump();
      return;
    }
    this.#timer = this.#tools.clock.after(retryDelayMs(this.#attempt), () => {
      this.#timer = null;
      this.#pump();
    });
    this.#attempt += 1;
  }

  /** Whether the event is out of our hands: stored, or refused for good. */
  async #post(event: ServiceEvent): Promise<boolean> {
    const { client, gateway, log } = this.#tools;
    try {
      await client.send({ url: gateway, path: '/events', method: 'POST', body: event });
      if (this.#attempt > 0)
        log.info('events delivered again', {
          dropped: this.#dropped,
          waiting: this.#waiting.length - 1,
        });
      this.#attempt = 0;
      this.#dropped = 0;
      return true;
    } catch (error) {
      if (error instanceof PeerRefused && !error.temporary) {
        log.warn('event refused', { type: event.type, reason: describeError(error) });
        return true;
      }
      if (this.#attempt === 0)
        log.warn('gateway away, events wait', { reason: describeError(error) });
      return false;
    }
  }
}
