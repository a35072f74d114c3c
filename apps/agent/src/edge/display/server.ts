import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { describeError, roomPagePolicy } from '@nanoedge/base';
import { screenAnswers } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { ContentStore } from '../../store/content-store.ts';
import type { Display, ShownItem } from './display.ts';
import { beatMs, type PairState } from './model.ts';
import type { ScreenPairing, ScreenStanding } from './pairing.ts';
import { buildOf, isOfBuild, type StaticFile } from './static-files.ts';
import { UnprovenConnections } from './unproven-connections.ts';

/** How often the server looks whether something else is drawn with time alone: the next day. */
const lookAgainMs = 30_000;

/** Pages that one paired browser has open at once; the oldest makes room. */
export const streamLimit = 4;

/** A page that leaves so many bytes unread is dropped; it comes back by itself. */
const unreadLimit = 256 * 1024;

const pagePolicy = roomPagePolicy("'none'");

const baseHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** What an item may be served as; whatever else it claims to be is sent as bytes. */
const servable = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/svg+xml',
  'text/markdown',
]);

const mediaTypeOf = (item: ShownItem): string => {
  const plain = item.mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!servable.has(plain)) return 'application/octet-stream';
  return plain === 'text/markdown' ? 'text/markdown; charset=utf-8' : plain;
};

/** The name or address by which a browser came, without the port. */
const hostOf = ({ headers: { host = '' } }: IncomingMessage): string =>
  URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? '';

const stateOf = (standing: ScreenStanding): PairState =>
  standing.paired
    ? { paired: true }
    : { paired: false, code: standing.code, leftMs: standing.leftMs };

export interface DisplayServerPorts {
  display: Display;
  content: ContentStore;
  files: ReadonlyMap<string, StaticFile>;
  pairing: ScreenPairing;
  /** Whether browsers may reach this device by this name or address. */
  isOurs: (host: string) => boolean;
  log: Logger;
}

/**
 * The HTTP side of a room screen: the page, its state as server-sent events, and the bytes of what
 * is shown right now.
 */
export class DisplayServer {
  readonly #ports: DisplayServerPorts;
  readonly #server: Server;
  readonly #streams = new Map<ServerResponse, string>();
  readonly #unproven = new UnprovenConnections();
  readonly #build: string;
  #timers: readonly NodeJS.Timeout[] = [];
  #told = '';
  #unsubscribe: (() => void)[] = [];
  #port = 0;

  constructor(ports: DisplayServerPorts) {
    this.#ports = ports;
    this.#build = buildOf(ports.files);
    this.#server = createServer(
      { requestTimeout: 10_000, headersTimeout: 5_000 },
      (request, response) => {
        this.#serve(request, response).catch((error: unknown) => {
          ports.log.warn({ reason: describeError(error) }, 'the room screen could not be served');
          if (!response.headersSent) this.#plain(response, 500, screenAnswers.failed);
          else response.destroy();
        });
      },
    );
    this.#server.on('connection', (socket) => this.#unproven.add(socket));
  }

  /** Resolves with the port that it listens on. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
    const { display, pairing } = this.#ports;
    this.#unsubscribe = [
      display.onChange(() => this.#tell()),
      pairing.onRevoked(() => this.#endRevoked()),
    ];
    this.#timers = [
      setInterval(() => {
        for (const stream of this.#streams.keys())
          this.#write(stream, 'event: beat\ndata: beat\n\n');
      }, beatMs),
      setInterval(() => {
        if (this.#drawn() !== this.#told) this.#tell();
      }, lookAgainMs),
    ];
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    return this.#port;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const stream of this.#streams.keys()) stream.end();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#ports.isOurs(hostOf(request)))
      return this.#plain(response, 421, screenAnswers.otherHost);
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/pair') return this.#pair(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return this.#plain(response, 405, screenAnswers.onlyGet);
    if (path === '/state' || path.startsWith('/content/')) {
      const standing = this.#ports.pairing.standing(this.#secretOf(request));
      if (standing?.paired !== true) return this.#plain(response, 401, screenAnswers.unpaired);
      this.#unproven.prove(request.socket);
      return path === '/state'
        ? this.#openStream(request, response, standing.id)
        : this.#content(path.slice('/content/'.length), request, response);
    }
    const file = this.#ports.files.get(path);
    if (file === undefined) return this.#plain(response, 404, screenAnswers.nothing);
    const body = file.read();
    const cache = isOfBuild(path) ? 'no-cache' : 'public, max-age=300';
    response.writeHead(200, {
      ...baseHeaders,
      'content-security-policy': pagePolicy,
      'content-type': file.mediaType,
      'content-length': body.length,
      'cache-control': cache,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  /** How a browser stands that is not paired yet; with POST it gets a code if it has none. */
  #pair(request: IncomingMessage, response: ServerResponse): void {
    const { pairing } = this.#ports;
    const standing = pairing.standing(this.#secretOf(request));
    if (standing !== null) return this.#json(response, stateOf(standing));
    if (request.method !== 'POST') return this.#plain(response, 404, screenAnswers.unpaired);
    const { origin, host, 'user-agent': browser } = request.headers;
    if (origin !== undefined && URL.parse(origin)?.host !== host)
      return this.#plain(response, 403, screenAnswers.otherPage);
    const address = request.socket.remoteAddress ?? '';
    const given = pairing.begin(address, browser ?? '');
    if (given === null) return this.#json(response, { paired: false, code: null, leftMs: 0 });
    const { secret, ...begun } = given;
    // Ports of a host share their cookies
    response.setHeader(
      'set-cookie',
      `${this.#cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=34560000`,
    );
    this.#json(response, stateOf({ paired: false, ...begun }));
  }

  get #cookie(): string {
    return `nanoedge-screen-${this.#port}`;
  }

  #secretOf({ headers: { cookie = '' } }: IncomingMessage): string | null {
    const start = `${this.#cookie}=`;
    const found = cookie.split(';').find((one) => one.trim().startsWith(start));
    return found === undefined ? null : found.trim().slice(start.length);
  }

  #endRevoked(): void {
    const paired = new Set(this.#ports.pairing.state().screens.map(({ id }) => id));
    for (const [stream, id] of this.#streams)
      if (!paired.has(id)) stream.end('event: unpaired\ndata: unpaired\n\n');
  }

  #json(response: ServerResponse, value: PairState): void {
    response.writeHead(200, {
      ...baseHeaders,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify(value));
  }

  #openStream(request: IncomingMessage, response: ServerResponse, id: string): void {
    // One that was cut off is open here for long: it must not keep out the page that came back
    const own = [...this.#streams].filter(([, other]) => other === id);
    for (const [oldest] of own.slice(0, Math.max(0, own.length - streamLimit + 1)))
      oldest.destroy();
    response.writeHead(200, {
      ...baseHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.write('retry: 1000\n\n');
    this.#streams.set(response, id);
    const closed = this.#ports.pairing.opened(id);
    request.on('close', () => {
      this.#streams.delete(response);
      closed();
    });
    this.#sendState(response);
  }

  /** What is drawn, whenever it is. */
  #drawn(): string {
    const { now: _now, ...drawn } = this.#ports.display.state();
    return JSON.stringify(drawn);
  }

  #tell(): void {
    this.#told = this.#drawn();
    for (const stream of this.#streams.keys()) this.#sendState(stream);
  }

  #sendState(stream: ServerResponse): void {
    const state = { ...this.#ports.display.state(), build: this.#build };
    this.#write(stream, `data: ${JSON.stringify(state)}\n\n`);
  }

  #write(stream: ServerResponse, text: string): void {
    if (stream.writableLength > unreadLimit) stream.destroy();
    else stream.write(text);
  }

  async #content(
    digest: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const item = this.#ports.display.shown(digest);
    if (item === null) return this.#plain(response, 403, screenAnswers.notShown);
    const size = await this.#ports.content.size(item.digest);
    if (size === null) return this.#plain(response, 404, screenAnswers.notArrived);
    response.writeHead(200, {
      ...baseHeaders,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      'content-type': mediaTypeOf(item),
      'content-length': size,
      'cache-control': 'no-store',
      'content-disposition': 'inline',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const stream = this.#ports.content.stream(item.digest);
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  }

  #plain(response: ServerResponse, status: number, text: string): void {
    response.writeHead(status, {
      ...baseHeaders,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(text);
  }
}
