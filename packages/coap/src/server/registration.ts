import type { Cancel, Clock } from '@nanoedge/base';
import type { IncomingMessage, ObserveWriteStream } from '../node-coap.ts';
import type { Block } from '../blocks.ts';
import { cut } from './reply.ts';

/** How long a client may take to fetch the rest of a state before it is told the next one. */
const fetchMs = 2000;

/** Token and endpoint of a request: what identifies a registration (RFC 7641 §4.1). */
export const registrationKey = (request: IncomingMessage): string =>
  `${request.rsinfo.address}:${request.rsinfo.port}/${request._packet.token?.toString('hex') ?? ''}`;

interface Observer {
  /** What it observes. */
  path: string;
  /** The peer that was proven to ask; its address where nobody is asked for proof. */
  client: string;
  /** The size of a block, as it wants it. */
  bytes: number;
  stream: ObserveWriteStream;
  clock: Clock;
}

/**
 * One client that observes one resource. A state larger than a block goes out as its first block,
 * and the client fetches the rest (RFC 7959 §2.6). Clients put blocks together as they come, so
 * until then the next state waits, and of several that wait only the last is told.
 */
export class Registration {
  readonly observer: Observer;
  /** The state whose blocks are being fetched, and the one that waits for that. */
  #fetched: Buffer | null = null;
  #next: Buffer | null = null;
  #cancel: Cancel = () => {};

  constructor(observer: Observer) {
    this.observer = observer;
  }

  /** Calls `ended` once, when the client wants no more, does not answer, or has been replaced. */
  onEnd(ended: () => void): void {
    this.observer.stream.on('finish', ended);
  }

  tell(state: Buffer): void {
    const { stream, bytes, clock } = this.observer;
    if (stream.writableEnded) return;
    if (this.#fetched !== null) {
      this.#next = state;
      return;
    }
    stream.setOption('Content-Format', 'application/json');
    const first = cut(stream, state, { num: 0, bytes });
    if (first.length < state.length) {
      this.#fetched = state;
      this.#cancel = clock.after(fetchMs, () => this.#goOn());
    }
    stream.write(first);
  }

  /**
   * Answers a request for a later block of what was told last, on the stream that node-coap made
   * for it: its clients leave Observe on such a request. False when nothing is being fetched.
   */
  answer(stream: ObserveWriteStream, block: Block): boolean {
    const state = this.#fetched;
    if (state === null) return false;
    stream.setOption('Content-Format', 'application/json');
    stream.setOption('Observe', this.observer.stream._counter);
    stream._doSend(cut(stream, state, block));
    if ((block.num + 1) * block.bytes >= state.length) this.#goOn();
    return true;
  }

  end(): void {
    this.#cancel();
    this.observer.stream.end();
  }

  #goOn(): void {
    const next = this.#next;
    this.#cancel();
    this.#fetched = null;
    this.#next = null;
    if (next !== null) this.tell(next);
  }
}
