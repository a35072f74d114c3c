import type { Socket } from 'node:dgram';
import { type Clock, describeError, systemClock } from '@nanoedge/base';
import { InvalidMessage } from '@nanoedge/protocol';
import { createServer } from '../node-coap.ts';
import type { IncomingMessage, OutgoingMessage, Server } from '../node-coap.ts';
import { encode } from '../json.ts';
import type { Log } from '../log.ts';
import { BadRequest, NoSuchResource, RequestProblem } from '../problems.ts';
import { linkFormat, matchPath } from '../resource.ts';
import type { Answer, Method, Parameters, Request, Resource } from '../resource.ts';
import { useLocalTiming } from '../timing.ts';
import { heardFrom } from '../oscore/key-ring.ts';
import type { PeerBook } from '../oscore/peer-book.ts';
import type { ProvenSender } from '../oscore/shielded.ts';
import { bind, udp } from '../transport.ts';
import type { Transport } from '../transport.ts';
import { tagByContent } from './content-tags.ts';
import { judgeDatagram } from './intake.ts';
import { Observers } from './observers.ts';
import type { ObserverLimits } from './observers.ts';
import { Registration, registrationKey } from './registration.ts';
import { observeStream, reply, requestedBlock } from './reply.ts';
import { Uploads } from './uploads.ts';

/** Bytes of answers kept to recognise a repeated request (RFC 7252 §4.5). */
const repeatBytes = 64 * 1024;

const fewObservers: ObserverLimits = { limit: 16, onePerClient: false };

export interface ServerOptions {
  /** Where it listens; port 0 lets the system choose. */
  address: string;
  port: number;
  log: Log;
  observers?: ObserverLimits;
  clock?: Clock;
  transport?: Transport;
  /**
   * The peers that may speak here. With it nobody else is heard, and nothing leaves without
   * protection (RFC 8613) but the code of an answer to `GET /health`.
   */
  peers?: PeerBook;
  /** Called with the address of each request that no peer was proven to have sent. */
  refused?: (from: string) => void;
  /** Asked before a peer is served; refuses it by throwing a RequestProblem. */
  allow?: (asked: { peer: string; method: string; path: string }) => void;
}

/** A request's resource, and what its path says. */
interface Found {
  resource: Resource;
  path: string;
  parameters: Parameters;
}

/**
 * A CoAP server over a table of resources. Every mistake of a caller is answered, none can stop it.
 */
export class CoapServer {
  readonly #resources: readonly Resource[];
  readonly #options: ServerOptions;
  readonly #observers: Observers;
  #socket: Socket | null = null;
  #server: Server | null = null;

  constructor(resources: readonly Resource[], options: ServerOptions) {
    this.#resources = resources;
    this.#options = options;
    this.#observers = new Observers(options.observers ?? fewObservers);
  }

  /** Binds and serves. Resolves with the port; rejects when it is taken. */
  async start(): Promise<number> {
    const { transport = udp, peers, refused = () => {} } = this.#options;
    useLocalTiming();
    const open = peers === undefined ? transport : heardFrom(peers, transport, refused);
    const socket = open.open();
    await bind(socket, this.#options);
    this.#socket = socket;
    socket.on('error', (error) => this.#warn('socket error', error));
    const server = createServer({ type: 'udp4', cacheSize: repeatBytes });
    server.on('error', (error: unknown) => this.#warn('server error', error));
    server.on('request', (request: IncomingMessage, response: OutgoingMessage) => {
      if (observeStream(response) === null) tagByContent(response);
      response.on('error', (error: unknown) => this.#warn('answer not sent', error));
      this.#serve(request, response).catch((error: unknown) => this.#warn('request failed', error));
    });
    this.#guard(server, socket);
    server.listen(socket);
    this.#server = server;
    return socket.address().port;
  }

  /** Lets through to `server` what may be served, and answers the rest. */
  #guard(server: Server, socket: Socket): void {
    const { clock = systemClock } = this.#options;
    const kept = server._block1Cache;
    const uploads = new Uploads(clock, {
      forget: (key) => kept.remove(key),
      move: (before, key) => {
        kept.add(key, kept.getWithDefaultInsert(before));
        kept.remove(before);
      },
    });
    const serve = server.handleRequest();
    server.handleRequest = () => (datagram, from) => {
      const verdict = judgeDatagram(datagram, from, uploads);
      if (verdict === 'serve') serve(datagram, from);
      else if (verdict !== 'ignore') socket.send(verdict, from.port, from.address);
    };
  }

  /** Stops at once; requests that are still being handled are not answered. */
  async stop(): Promise<void> {
    this.#observers.clear();
    this.#server?.close();
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  /** Tells the observers of the resource at `path` its present state. */
  notify(path: string): void {
    const observers = this.#observers.at(path);
    if (observers.length === 0) return;
    const { resource, parameters } = this.#find(path);
    const state = encode(resource.observable?.(parameters));
    for (const one of observers) one.tell(state);
  }

  /** How many observe the resource at `path` now; without it, how many observe any. */
  observers(path?: string): number {
    return path === undefined ? this.#observers.size : this.#observers.at(path).length;
  }

  /** Ends the observations of a client that is gone: a peer, or an address. */
  forget(client: string): void {
    this.#observers.removeFrom(client);
  }

  async #serve(request: IncomingMessage, response: OutgoingMessage): Promise<void> {
    // An empty confirmable message is a CoAP ping and is answered by a reset (RFC 7252 §4.3).
    if (request.code === '0.00') {
      response.reset();
      return;
    }
    try {
      const { path, query } = splitUrl(request.url);
      const peer = peerOf(request);
      if (peer !== null) this.#options.allow?.({ peer, method: request.method, path });
      if (path === '/.well-known/core' && request.method === 'GET') {
        const body = Buffer.from(linkFormat(this.#resources));
        reply(request, response, { code: '2.05', body, format: 'application/link-format' });
        return;
      }
      const found = this.#find(path);
      if (this.#observe(request, response, found)) return;
      const { code, body } = await handle(found.resource, request, {
        parameters: found.parameters,
        query,
        payload: request.payload,
        from: request.rsinfo.address,
        peer,
      });
      reply(request, response, { code, body: body === undefined ? null : encode(body) });
    } catch (error) {
      this.#refuse(request, response, error);
    }
  }

  #find(path: string): Found {
    for (const resource of this.#resources) {
      const parameters = matchPath(resource.path, path);
      if (parameters !== null) return { resource, path, parameters };
    }
    throw new NoSuchResource(`there is no ${path.slice(0, 64)}`);
  }

  /**
   * Registers, refreshes or ends an observation. Answers whether that was also the answer to the
   * request.
   */
  #observe(
    request: IncomingMessage,
    response: OutgoingMessage,
    { resource, path, parameters }: Found,
  ): boolean {
    const { observable, watch } = resource;
    if (observable === undefined || request.method !== 'GET') return false;
    const key = registrationKey(request);
    if (request.headers.Observe === 1) this.#observers.remove(key);
    const stream = observeStream(response);
    if (stream === null) return false;
    const { num, bytes } = requestedBlock(request);
    if (num > 0) return this.#observers.find(key)?.answer(stream, { num, bytes }) ?? false;
    const state = encode(observable(parameters));
    const { clock = systemClock } = this.#options;
    const client = peerOf(request) ?? request.rsinfo.address;
    const registration = new Registration({ stream, path, client, bytes, clock });
    this.#observers.add(key, registration);
    registration.tell(state);
    const tell = (): void => registration.tell(encode(observable(parameters)));
    if (watch !== undefined) registration.onEnd(watch(parameters, tell));
    return true;
  }

  #refuse(request: IncomingMessage, response: OutgoingMessage, error: unknown): void {
    const problem = problemOf(error);
    if (problem.code === '5.00') this.#warn('handler failed', error);
    reply(request, response, { code: problem.code, body: encode(problem.diagnostic()) });
  }

  #warn(fact: string, error: unknown): void {
    this.#options.log.warn(fact, { reason: describeError(error) });
  }
}

/** As which peer the sender of a request was proven. */
const peerOf = ({ rsinfo }: IncomingMessage): string | null =>
  (rsinfo as Partial<ProvenSender>).peer ?? null;

/** What the caller is told; nothing of what went wrong inside. */
const problemOf = (error: unknown): RequestProblem => {
  if (error instanceof RequestProblem) return error;
  if (error instanceof InvalidMessage) return new BadRequest(error.message, error.field);
  return new RequestProblem('5.00', 'internal error');
};

const handle = (
  resource: Resource,
  { method }: IncomingMessage,
  request: Request,
): Answer | Promise<Answer> => {
  const handler = resource.handlers[method as Method];
  if (handler === undefined)
    throw new RequestProblem('4.05', `${resource.path} does not answer this method`);
  return handler(request);
};

const splitUrl = (url: string): { path: string; query: Record<string, string> } => {
  const [path = '', ...query] = url.split('?');
  const pairs = query
    .join('?')
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    });
  return { path, query: Object.fromEntries(pairs) };
};
