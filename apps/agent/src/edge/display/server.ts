import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { describeError, roomPagePolicy } from '@nanoedge/base';
import { screenAnswers } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { ContentStore } from '../../store/content-store.ts';
import type { Display, ShownItem } from './display.ts';
import { buildOf, isOfBuild, type StaticFile } from './static-files.ts';

const heartbeatMs = 15_000;

/** Pages open at once; a room has one screen, and perhaps somebody who looks. */
const streamLimit = 32;

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

export interface DisplayServerPorts {
  display: Display;
  content: ContentStore;
  files: ReadonlyMap<string, StaticFile>;
  log: Logger;
}

/**
 * The HTTP side of a room screen: the page, its state as server-sent events, and the bytes of what
 * is shown right now.
 */
export class DisplayServer {
  readonly #ports: DisplayServerPorts;
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #build: string;
  #heartbeat: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => undefined;

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
  }

  /** Resolves with the port that it listens on. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
    this.#unsubscribe = this.#ports.display.onChange(() => {
      for (const stream of this.#streams) this.#sendState(stream);
    });
    this.#heartbeat = setInterval(() => {
      for (const stream of this.#streams) stream.write('event: beat\ndata: beat\n\n');
    }, heartbeatMs);
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#unsubscribe();
    for (const stream of this.#streams) stream.end();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return this.#plain(response, 405, screenAnswers.onlyGet);
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/state') return this.#openStream(request, response);
    if (path.startsWith('/content/'))
      return this.#content(path.slice('/content/'.length), request, response);
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

  #openStream(request: IncomingMessage, response: ServerResponse): void {
    if (this.#streams.size >= streamLimit) return this.#plain(response, 503, screenAnswers.tooMany);
    response.writeHead(200, {
      ...baseHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.write('retry: 1000\n\n');
    this.#streams.add(response);
    request.on('close', () => this.#streams.delete(response));
    this.#sendState(response);
  }

  #sendState(stream: ServerResponse): void {
    // A page that does not read is dropped; it comes back by itself
    if (stream.writableLength > 256 * 1024) stream.destroy();
    else {
      const state = { ...this.#ports.display.state(), build: this.#build };
      stream.write(`data: ${JSON.stringify(state)}\n\n`);
    }
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
