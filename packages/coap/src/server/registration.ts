import type { Cancel, Clock } from '@nanoedge/base';
import type { IncomingMessage, ObserveWriteStream } from '../node-coap.ts';
import { firstBlock } from '../blocks.ts';
import type { Block } from '../blocks.ts';
import { cut } from './reply.ts';

/** How long a client may take to fetch the rest of a state before it is told the next one. */
const fetchMs = 2000;

/** Token and endpoint of a request: what identifies a registration (RFC 7641 §4.1). */
export const registrationKey = (request: IncomingMessage): string =>
  `${request.rsinfo.address}:${request.rsinfo.port}/${request._packet.token?.toString('hex') ?? ''}`;

interface Registered {
  stream: ObserveWriteStream;
  path: string;
  /** Of the client. */
  address: string;
  /** The size of a block, as the client wants it. */
  bytes: number;
  clock: Clock;
}

/**
 * One client that observes one resource. A state larger than a block goes out as its first block,
 * and the client fetches the rest (RFC 7959 §2.6). Clients put blocks together as they come, so
 * until then the next state waits, and of several that wait only the last is told.
 */
export class Registration {
  readonly path: string;
  readonly address: string;
  readonly #stream: ObserveWriteStream;
  readonly #bytes: number;
  readonly #clock: Clock;
  #fetched: Buffer | null = null;
  #next: Buffer | null = null;
  #cancel: Cancel = () => {};
  #release: () => void = () => {};

  constructor({ stream, path, address, bytes, clock }: Registered) {
    this.path = path;
    this.address = address;
    this.#stream = stream;
    this.#bytes = bytes;
    this.#clock = clock;
  }

  /** Calls `ended` when the client wants no more, or does not answer. */
  onEnd(ended: () => void): void {
    this.#stream.on('finish', ended);
  }

  /** Calls `release` once, when this ends for whatever reason. */
  releaseWith(release: () => void): void {
    this.#release = release;
  }

  tell(state: Buffer): void {
    if (this.#fetched !== null) {
      this.#next = state;
      return;
    }
    this.#stream.statusCode = '2.05';
    this.#stream.setOption('Content-Format', 'application/json');
    const first = cut(this.#stream, state, { ...firstBlock, bytes: this.#bytes });
    if (first.length < state.length) {
      this.#fetched = state;
      this.#cancel = this.#clock.after(fetchMs, () => this.#goOn());
    }
    this.#stream.write(first);
  }

  /**
   * Answers a request for a later block of what was told last, on the stream that node-coap made
   * for it: its clients leave Observe on such a request. False when nothing is being fetched.
   */
  answer(stream: ObserveWriteStream, block: Block): boolean {
    const state = this.#fetched;
    if (state === null) return false;
    stream.setOption('Content-Format', 'application/json');
    stream.setOption('Observe', this.#stream._counter);
    stream._doSend(cut(stream, state, block));
    if ((block.num + 1) * block.bytes >= state.length) this.#goOn();
    return true;
  }

  end(): void {
    this.#cancel();
    this.#fetched = null;
    if (!this.#stream.writableEnded) this.#stream.end();
    const release = this.#release;
    this.#release = () => {};
    release();
  }

  #goOn(): void {
    this.#cancel();
    this.#fetched = null;
    const next = this.#next;
    this.#next = null;
    if (next !== null) this.tell(next);
  }
}
