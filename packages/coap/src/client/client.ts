import { coapPort, describeError } from '@nanoedge/base';
import { Diagnostic, parseJson } from '@nanoedge/protocol';
import { ObserveReadStream } from '../node-coap.ts';
import type { CoapRequestParams, IncomingMessage, OutgoingMessage } from '../node-coap.ts';
import type { KeyRing } from '../oscore/key-ring.ts';
import { Flows } from './flows.ts';
import { blockBytes, blockOption } from '../blocks.ts';
import { encode } from '../json.ts';
import { PeerRefused, PeerUnreachable } from './peer-errors.ts';
import type { Method } from '../resource.ts';
import type { Output, Schema } from '../schema.ts';
import { udp } from '../transport.ts';
import type { Transport } from '../transport.ts';
import { addressesOnly } from './resolver.ts';
import type { Resolver } from './resolver.ts';

const defaultTimeoutMs = 3000;

/**
 * A request to a peer. `url` is `coap://host:port`, `path` starts with a slash and may hold a
 * query.
 */
export interface ClientRequest {
  url: string;
  path: string;
  method: Method;
  body?: unknown;
  timeoutMs?: number;
}

/** What a peer answered: a success code and its body, not yet checked (null: none). */
export interface ClientAnswer {
  code: string;
  text: string;
}

export interface ClientOptions {
  /** Without it every host is an address. */
  names?: Resolver;
  transport?: Transport;
  /** What is shared with peers. With it, nothing is sent to anybody who is not in it. */
  keys?: KeyRing;
}

/** CoAP requests to peers. */
export class CoapClient {
  readonly #names: Resolver;
  readonly #pending = new Set<() => void>();
  readonly #flows = new Flows();
  readonly #transport: Transport;
  readonly #keys: KeyRing | null;
  #closed = false;

  constructor({ names = addressesOnly, transport = udp, keys }: ClientOptions = {}) {
    this.#names = names;
    this.#transport = transport;
    this.#keys = keys ?? null;
  }

  /** Sends and waits for the answer. Throws PeerUnreachable or PeerRefused. */
  async send(request: ClientRequest): Promise<ClientAnswer> {
    const response = await this.exchange(request, false);
    return accept(request, response);
  }

  /** As `send`, with the body checked by `schema`. Throws InvalidMessage, too. */
  async request<T extends Schema>(request: ClientRequest, schema: T): Promise<Output<T>> {
    const answer = await this.send(request);
    return parseJson(schema, answer.text, `${request.method} ${request.path}`);
  }

  /**
   * The first response to a request, whatever its code; for an observation also the stream of what
   * follows.
   */
  async exchange(request: ClientRequest, observe: boolean): Promise<IncomingMessage> {
    const { host, port } = splitCoapUrl(request.url);
    const address = await this.#names.resolve(host).catch((error: unknown) => {
      throw new PeerUnreachable(request.url, describeError(error));
    });
    if (this.#closed) throw new PeerUnreachable(request.url, 'the client is closed');
    const peer = `${address}:${port}`;
    const agent = this.#flows.to(peer, this.#transportTo(request.url));
    const message = agent.request(parameters(request, { hostname: address, port, observe }));
    return new Promise<IncomingMessage>((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#pending.delete(abandon);
      };
      const fail = (why: string): void => {
        if (!this.#pending.has(abandon)) return;
        finish();
        agent.abort(message);
        this.#names.forget(host);
        this.#flows.renew(peer, agent);
        reject(new PeerUnreachable(request.url, why));
      };
      const abandon = (): void => fail('the client was closed');
      const timer = setTimeout(() => fail('no answer'), request.timeoutMs ?? defaultTimeoutMs);
      this.#pending.add(abandon);
      message.on('error', (error: unknown) => fail(describeError(error)));
      message.on('response', (response: IncomingMessage) => {
        finish();
        // node-coap keeps the token of an observe request whose answer is not a stream.
        if (observe && !(response instanceof ObserveReadStream)) agent.abort(message);
        resolve(response);
      });
      write(message, request.body);
    });
  }

  #transportTo(url: string): Transport {
    if (this.#keys === null) return this.#transport;
    const transport = this.#keys.towards(url, this.#transport);
    if (transport === null) throw new PeerUnreachable(url, 'there are no keys for this peer');
    return transport;
  }

  /**
   * Gives up every request that is open. Farewells to observed peers get a moment to be
   * acknowledged.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const abandon of this.#pending) abandon();
    await this.#flows.close();
  }
}

/** As the `send` of a client with these options, over a flow that nothing else uses. */
export const sendOnce = async (
  request: ClientRequest,
  options: ClientOptions = {},
): Promise<ClientAnswer> => {
  const client = new CoapClient(options);
  try {
    return await client.send(request);
  } finally {
    await client.close();
  }
};

/** The answer when it is a success, else PeerRefused with the peer's diagnostic. */
export const accept = (request: ClientRequest, response: IncomingMessage): ClientAnswer => {
  const text = response.payload.toString();
  if (response.code.startsWith('2.')) return { code: response.code, text };
  throw new PeerRefused(request.url, response.code, diagnosticOf(text));
};

const diagnosticOf = (text: string): string => {
  try {
    return parseJson(Diagnostic, text, 'diagnostic').error;
  } catch {
    return text.slice(0, 120);
  }
};

/** Host and port of a CoapUrl; the port is CoAP's own when it names none. */
export const splitCoapUrl = (url: string): { host: string; port: number } => {
  const [host = '', port] = url.replace(/^coap:\/\//, '').split(':');
  return { host, port: port === undefined ? coapPort : Number(port) };
};

const parameters = (
  request: ClientRequest,
  to: { hostname: string; port: number; observe: boolean },
): CoapRequestParams => {
  const [pathname = '/', query] = request.path.split('?');
  return {
    hostname: to.hostname,
    port: to.port,
    method: request.method,
    pathname,
    ...(query === undefined ? {} : { query }),
    ...(to.observe ? { observe: true } : {}),
  };
};

const write = (message: OutgoingMessage, body: unknown): void => {
  if (body === undefined) {
    message.end();
    return;
  }
  const payload = encode(body);
  message.setOption('Content-Format', 'application/json');
  // node-coap reads the block size's exponent from the option before it splits the body.
  if (payload.length > blockBytes) message.setOption('Block1', blockOption(0, false));
  message.end(payload);
};
