import { type Cancel, type Clock, describeError, doubling } from '@nanoedge/base';
import { parseJson } from '@nanoedge/protocol';
import { ObserveReadStream } from '../node-coap.ts';
import type { CoapClient, ClientRequest } from './client.ts';
import { accept } from './client.ts';
import type { Log } from '../log.ts';
import { PeerRefused } from './peer-errors.ts';
import type { Output, Schema } from '../schema.ts';

/**
 * Silence after which a registration is made again: the peer may have restarted and forgotten us.
 */
const freshnessMs = 20_000;

/** Pause before an attempt while the peer is away (0: the first retry). */
export const retryDelayMs = doubling(250, 2000);

/**
 * What to observe. `onState` gets every state, again also after a refresh; `onLost` when the peer
 * stopped answering.
 */
export interface Subscription<T extends Schema> {
  url: string;
  path: string;
  schema: T;
  onState: (state: Output<T>) => void;
  onLost?: () => void;
  /** How long silence is believed; without it 20 s. */
  freshnessMs?: number;
}

export interface ObserveTools {
  client: CoapClient;
  clock: Clock;
  log: Log;
}

/**
 * An observation that lives until it is stopped: registers, registers again after silence or
 * failure, deregisters. A newer registration replaces the older one, so at most one stream feeds
 * `onState`.
 */
export class Observation<T extends Schema> {
  readonly #tools: ObserveTools;
  readonly #subscription: Subscription<T>;
  #stream: ObserveReadStream | null = null;
  #timer: Cancel | null = null;
  #attempt = 0;
  #stopped = false;

  constructor(tools: ObserveTools, subscription: Subscription<T>) {
    this.#tools = tools;
    this.#subscription = subscription;
  }

  /** Resolves after the first attempt, whatever came of it; later ones happen by themselves. */
  async start(): Promise<void> {
    await this.#register();
  }

  /** Tells the peer that nobody listens any more. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.();
    this.#replace(null);
  }

  async #register(): Promise<void> {
    const { url, path } = this.#subscription;
    const request: ClientRequest = { url, path, method: 'GET' };
    try {
      const response = await this.#tools.client.exchange(request, true);
      const stream = response instanceof ObserveReadStream ? response : null;
      if (this.#stopped) {
        stream?.close(true);
        return;
      }
      if (!response.code.startsWith('2.')) stream?.close();
      accept(request, response);
      if (stream === null) throw new PeerRefused(url, response.code, `${path} cannot be observed`);
      this.#follow(stream);
    } catch (error) {
      this.#lost(error);
    }
  }

  #follow(stream: ObserveReadStream): void {
    if (this.#attempt > 0)
      this.#tools.log.info('observing again', {
        peer: this.#subscription.url,
        path: this.#subscription.path,
      });
    this.#attempt = 0;
    this.#replace(stream);
    stream.on('data', (payload: Buffer) => {
      if (this.#stream === stream) this.#receive(stream, payload);
    });
  }

  #receive(stream: ObserveReadStream, payload: Buffer): void {
    try {
      if (!stream.code.startsWith('2.'))
        throw new PeerRefused(this.#subscription.url, stream.code, 'the observation ended');
      const state = parseJson(
        this.#subscription.schema,
        payload.toString(),
        this.#subscription.path,
      );
      this.#again(this.#subscription.freshnessMs ?? freshnessMs);
      this.#subscription.onState(state);
    } catch (error) {
      this.#replace(null);
      this.#lost(error);
    }
  }

  #lost(error: unknown): void {
    if (this.#stopped) return;
    if (this.#attempt === 0) {
      this.#tools.log.warn('observation lost', {
        peer: this.#subscription.url,
        path: this.#subscription.path,
        reason: describeError(error),
      });
      this.#subscription.onLost?.();
    }
    this.#replace(null);
    this.#again(retryDelayMs(this.#attempt));
    this.#attempt += 1;
  }

  #again(delayMs: number): void {
    this.#timer?.();
    this.#timer = this.#tools.clock.after(delayMs, () => {
      this.#register().catch((error: unknown) => this.#lost(error));
    });
  }

  #replace(stream: ObserveReadStream | null): void {
    const old = this.#stream;
    this.#stream = stream;
    old?.close(true);
  }
}
