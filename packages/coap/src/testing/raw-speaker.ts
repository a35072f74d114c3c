import type { Socket } from 'node:dgram';
import { sleep, systemClock } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import { generate, parse, type ParsedPacket } from 'coap-packet';
import { blockBytes, blockOption } from '../blocks.ts';
import { type Transport, udp } from '../transport.ts';

/** What one UDP datagram holds over IPv4 (bytes). */
const largestDatagram = 65_507;

/** A block of a body as it is sent, right or wrong: which it is, and how large it says it is. */
export interface SentBlock {
  num: number;
  more: boolean;
  bytes?: number;
}

/** One request in a block of its own; without `block` the whole body is in it. */
export interface RawPut {
  path: string;
  token: Buffer | string;
  block?: SentBlock;
  payload?: string;
}

/** What is kept of an answer; the whole of it would hold on to more memory than who is asked. */
type HeardAnswer = Pick<ParsedPacket, 'messageId' | 'code' | 'reset'>;

/** Whoever speaks CoAP without minding its rules: sends what it is given, and hears all answers. */
export class RawSpeaker {
  readonly heard: HeardAnswer[] = [];
  readonly #socket: Socket;
  readonly #host: string;
  readonly #port: number;
  #messageId = 1;
  #begun = 0;

  /** Speaks to `coap://host:port`, over `transport` where what it sends is to be protected. */
  constructor(url: string, transport: Transport = udp) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
    this.#socket = transport.open();
    this.#socket.on('message', (datagram) => {
      const { messageId, code, reset } = parse(datagram);
      this.heard.push({ messageId, code, reset });
    });
  }

  send(datagram: Buffer): void {
    this.#socket.send(datagram, this.#port, this.#host);
  }

  /** Sends a confirmable PUT; gives its message id. */
  put({ path, token, block, payload }: RawPut): number {
    this.#messageId = (this.#messageId + 1) & 0xffff;
    const { num = 0, more = false, bytes = blockBytes } = block ?? {};
    const options = path
      .split('/')
      .filter((segment) => segment !== '')
      .map((segment) => ({ name: 'Uri-Path' as const, value: Buffer.from(segment) }));
    const block1 = { name: 'Block1' as const, value: blockOption(num, more, bytes) };
    const datagram = generate(
      {
        code: 'PUT',
        confirmable: true,
        messageId: this.#messageId,
        token: Buffer.from(token),
        payload: Buffer.from(payload ?? 'x'.repeat(more ? bytes : 10)),
        options: [...options, ...(block === undefined ? [] : [block1])],
      },
      largestDatagram,
    );
    this.send(datagram);
    return this.#messageId;
  }

  /** The code that answers the message of this id, or `reset`. */
  async answerTo(messageId: number): Promise<string> {
    const { reset, code } = await waitUntil(
      `an answer to message ${String(messageId)}`,
      () => this.heard.find((packet) => packet.messageId === messageId),
      { timeoutMs: 5_000, everyMs: 2 },
    );
    return reset ? 'reset' : code;
  }

  /** Begins `count` bodies with tokens of their own in `ms`, whether or not they are answered. */
  async beginBodies(path: string, { count, ms }: { count: number; ms: number }): Promise<void> {
    const since = systemClock.monotonic();
    for (let sent = 0; sent < count; ) {
      const due = Math.ceil(((systemClock.monotonic() - since) / ms) * count);
      for (; sent < Math.min(due, count); sent += 1)
        this.put({ path, token: this.#newToken(), block: { num: 0, more: true } });
      await sleep(systemClock, 5);
    }
  }

  #newToken(): string {
    this.#begun += 1;
    return `t${String(this.#begun)}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#socket.close(() => closed()));
  }
}
