import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { describeError } from '@nanoedge/base';
import { InvalidMessage } from '@nanoedge/protocol';
import { createServer } from 'coap';
import type { IncomingMessage, OutgoingMessage, Server } from 'coap';
import { consoleLog } from './log.ts';
import type { Log } from './log.ts';
import { Observers, registrationKey } from './observers.ts';
import { NotFound, RequestProblem } from './problems.ts';
import { linkFormat, matchPath } from './resource.ts';
import type { Answer, Request, Resource } from './resource.ts';
import { isObserveStream, reply, replyBlock, requestedBlock } from './reply.ts';
import { encodeJson, invalidDiagnostic } from './payload.ts';

/** Bytes of answers kept to recognise a repeated request (RFC 7252 §4.5). */
const duplicateCacheBytes = 64 * 1024;

/** Where a server listens; port 0 lets the system choose. */
export interface ServerOptions {
  port: number;
  address: string;
  log?: Log;
}

/**
 * A CoAP server over a table of resources. Every mistake of a caller is answered, none can stop it.
 */
export class CoapServer {
  readonly #resources: readonly Resource[];
  readonly #options: ServerOptions;
  readonly #log: Log;
  readonly #observers = new Map<string, Observers>();
  #socket: Socket | null = null;
  #server: Server | null = null;

  constructor(resources: readonly Resource[], options: ServerOptions) {
    this.#resources = resources;
    this.#options = options;
    this.#log = options.log ?? consoleLog;
  }

  /** Binds and serves. Resolves with the port; rejects when it is taken. */
  async start(): Promise<number> {
    const socket = createSocket({ type: 'udp4' });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(this.#options.port, this.#options.address, () => {
        socket.removeListener('error', reject);
        resolve();
      });
    });
    socket.on('error', (error) => this.#log.warn('socket error', { reason: describeError(error) }));
    const server = createServer({ type: 'udp4', cacheSize: duplicateCacheBytes });
    server.on('error', (error: unknown) =>
      this.#log.warn('server error', { reason: describeError(error) }),
    );
    server.on('request', (request: IncomingMessage, response: OutgoingMessage) => {
      response.on('error', (error: unknown) =>
        this.#log.warn('answer not sent', { reason: describeError(error) }),
      );
      this.#serve(request, response).catch((error: unknown) =>
        this.#log.warn('request failed', { reason: describeError(error) }),
      );
    });
    server.listen(socket);
    this.#server = server;
    return socket.address().port;
  }

  /** Stops at once; requests that are still being handled are not answered. */
  async stop(): Promise<void> {
    this.#observers.clear();
    this.#server?.close();
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  /** Tells the observers of `path` its present state. */
  notify(path: string): void {
    const observers = this.#observers.get(path);
    const read = this.#resources.find((resource) => resource.path === path)?.observable;
    if (observers !== undefined && read !== undefined) observers.notify(read());
  }

  /** How many observe `path` now. */
  observers(path: string): number {
    return this.#observers.get(path)?.size ?? 0;
  }

  async #serve(request: IncomingMessage, response: OutgoingMessage): Promise<void> {
    // An empty confirmable message is a CoAP ping and is answered by a reset (RFC 7252 §4.3).
    if (request.code === '0.00') {
      response.reset();
      return;
    }
    const { path, query } = splitUrl(request.url);
    if (path === '/.well-known/core' && request.method === 'GET') {
      reply(response, '2.05', {
        body: Buffer.from(linkFormat(this.#resources)),
        format: 'application/link-format',
      });
      return;
    }
    try {
      const [resource, parameters] = this.#find(path);
      if (
        request.method === 'GET' &&
        resource.observable !== undefined &&
        this.#observe(request, response, resource)
      )
        return;
      const answer = await this.#handle(resource, request, {
        parameters,
        query,
        payload: request.payload,
        from: request.rsinfo.address,
      });
      reply(response, answer.code, {
        body: answer.body === undefined ? null : encodeJson(answer.body),
      });
    } catch (error) {
      this.#refuse(response, error);
    }
  }

  #find(path: string): [Resource, Record<string, string>] {
    for (const resource of this.#resources) {
      const parameters = matchPath(resource.path, path);
      if (parameters !== null) return [resource, parameters];
    }
    throw new NotFound(`there is no ${path.slice(0, 64)}`);
  }

  #handle(
    resource: Resource,
    message: IncomingMessage,
    request: Request,
  ): Answer | Promise<Answer> {
    const handler = resource.handlers[methodOf(message)];
    if (handler === undefined)
      throw new RequestProblem('4.05', `${resource.path} does not answer this method`);
    return handler(request);
  }

  /**
   * Registers, refreshes or ends an observation. Answers whether that was also the answer to the
   * request.
   */
  #observe(request: IncomingMessage, response: OutgoingMessage, resource: Resource): boolean {
    const observers = this.#observers.get(resource.path) ?? new Observers();
    this.#observers.set(resource.path, observers);
    const key = registrationKey(request);
    if (request.headers.Observe === 1) observers.remove(key);
    if (!isObserveStream(response)) return false;
    const state = resource.observable?.();
    const block = requestedBlock(request);
    if (block !== null && block.num > 0) {
      replyBlock(response, { body: encodeJson(state), block, sequence: observers.sequence(key) });
      return true;
    }
    return observers.add(key, response, state);
  }

  #refuse(response: OutgoingMessage, error: unknown): void {
    if (error instanceof InvalidMessage)
      reply(response, '4.00', { body: encodeJson(invalidDiagnostic(error)) });
    else if (error instanceof RequestProblem)
      reply(response, error.code, { body: encodeJson(error.diagnostic()) });
    else {
      this.#log.warn('handler failed', { reason: describeError(error) });
      reply(response, '5.00', { body: encodeJson({ error: 'internal error' }) });
    }
  }
}

const methodOf = (message: IncomingMessage): 'GET' | 'POST' | 'PUT' | 'DELETE' => {
  const { method } = message;
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE')
    return method;
  throw new RequestProblem('4.05', 'only GET, POST, PUT and DELETE are answered');
};

const splitUrl = (url: string): { path: string; query: Record<string, string> } => {
  const at = url.indexOf('?');
  if (at < 0) return { path: url, query: {} };
  const pairs = url
    .slice(at + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
  return { path: url.slice(0, at), query: Object.fromEntries(pairs) };
};
