import type { IncomingMessage, ObserveWriteStream } from 'coap';
import { blockBytes, blockOption, encodeJson, entityTag } from './payload.ts';

/** More observers than this of one resource get a plain answer instead of a registration. */
const maximumObservers = 16;

/** Token and endpoint of a request: what identifies a registration (RFC 7641 §4.1). */
export const registrationKey = (request: IncomingMessage): string =>
  `${request.rsinfo.address}:${request.rsinfo.port}/${request._packet.token?.toString('hex') ?? ''}`;

/**
 * Who observes one resource. A larger state than one block goes out as its first block; the
 * observer fetches the rest.
 */
export class Observers {
  readonly #streams = new Map<string, ObserveWriteStream>();

  get size(): number {
    return this.#streams.size;
  }

  /** Registers and sends the first notification. Answers false when there are too many. */
  add(key: string, stream: ObserveWriteStream, state: unknown): boolean {
    this.remove(key);
    if (this.#streams.size >= maximumObservers) return false;
    this.#streams.set(key, stream);
    stream.on('finish', () => {
      if (this.#streams.get(key) === stream) this.#streams.delete(key);
    });
    send(stream, encodeJson(state));
    return true;
  }

  remove(key: string): void {
    this.#streams.delete(key);
  }

  /** How many notifications the registration `key` has had; null when there is none. */
  sequence(key: string): number | null {
    return this.#streams.get(key)?._counter ?? null;
  }

  notify(state: unknown): void {
    if (this.#streams.size === 0) return;
    const body = encodeJson(state);
    for (const stream of this.#streams.values()) send(stream, body);
  }

  clear(): void {
    this.#streams.clear();
  }
}

const send = (stream: ObserveWriteStream, body: Buffer): void => {
  stream.statusCode = '2.05';
  stream.setOption('Content-Format', 'application/json');
  if (body.length < blockBytes) {
    stream._packet.options =
      stream._packet.options?.filter(({ name }) => name !== 'Block2' && name !== 'ETag') ?? [];
    stream.write(body);
    return;
  }
  stream.setOption('ETag', entityTag(body));
  stream.setOption('Block2', blockOption(0, true));
  stream.write(body.subarray(0, blockBytes));
};
