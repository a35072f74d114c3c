import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { servingWords } from '@nanoedge/words';
import next from 'next';
import type { RequestHandler } from './handler.ts';

const application = fileURLToPath(new URL('../../..', import.meta.url));

export interface Pages {
  page: RequestHandler;
  /** Differs between any two builds of the pages; null where they are not built. */
  build: string | null;
  upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null;
  close: () => Promise<void>;
}

const notBuilt: RequestHandler = async (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(servingWords.notBuilt);
};

/** In place of the pages, a line that says how to get them. */
export const noPages: Pages = {
  page: notBuilt,
  build: null,
  upgrade: null,
  close: () => Promise.resolve(),
};

/**
 * The pages, by Next: the production build when there is one; with `dev` they are compiled on
 * demand.
 */
export const openPages = async (options: {
  dev: boolean;
  server: Server;
  port: number;
}): Promise<Pages> => {
  // Absent: the pages were never built
  const build = await readFile(path.join(application, '.next', 'BUILD_ID'), 'utf8').catch(
    () => null,
  );
  if (!options.dev && build === null) return noPages;
  const app = next({
    dev: options.dev,
    dir: application,
    port: options.port,
    hostname: 'localhost',
    httpServer: options.server,
    quiet: true,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    page: (request, response) => handle(request, response),
    build: options.dev ? null : build,
    upgrade: options.dev ? app.getUpgradeHandler() : null,
    close: () => app.close(),
  };
};
