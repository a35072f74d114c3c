import { createServer, type Server } from 'node:http';
import { servingWords, startupProblems } from '@nanoedge/words';
import type { ServedTls } from '../tls/served.ts';
import { StartupProblem } from '../startup-problem.ts';
import { longestBodyMs } from './body-time.ts';
import { serveEither } from './either.ts';
import type { RequestHandler } from './handler.ts';

export interface Listening {
  server: Server;
  port: number;
  serve: (handler: RequestHandler) => void;
  close: () => Promise<void>;
}

const reasonOf = (code: string | undefined, where: { host: string; port: number }): string => {
  if (code === 'EADDRINUSE') return startupProblems.portTaken(where.port);
  if (code === 'EACCES') return startupProblems.portForbidden(where.port);
  return startupProblems.cannotListen(where.host, where.port, code ?? 'unknown');
};

/**
 * Takes the port at once, so that a taken one is known before anything else starts, and answers 503
 * until `serve`.
 */
export const listen = (
  where: { host: string; port: number },
  tls: ServedTls | null,
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    let handler: RequestHandler | null = null;
    const server = createServer((request, response) => {
      if (handler === null) {
        response.writeHead(503, {
          'content-type': 'text/plain; charset=utf-8',
          'retry-after': '1',
        });
        response.end(servingWords.starting);
        return;
      }
      handler(request, response).catch(() => response.destroy());
    });
    if (tls !== null) serveEither(server, tls);
    server.requestTimeout = longestBodyMs;
    server.headersTimeout = 20_000;
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartupProblem(reasonOf(error.code, where), { cause: error })),
    );
    server.listen(where.port, where.host, () => {
      const address = server.address();
      resolve({
        server,
        port: typeof address === 'object' && address !== null ? address.port : where.port,
        serve: (next) => {
          handler = next;
        },
        close: () =>
          new Promise((done) => {
            // What is being answered may finish; who does not read their answer is cut off.
            const cut = setTimeout(() => server.closeAllConnections(), 2_000);
            server.close(() => {
              clearTimeout(cut);
              done();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
