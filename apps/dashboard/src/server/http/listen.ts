import { createServer, type Server } from 'node:http';
import { StartupProblem } from '../startup-problem.ts';
import { longestBodyMs } from './body-time.ts';
import type { RequestHandler } from './handler.ts';

export interface Listening {
  server: Server;
  port: number;
  serve: (handler: RequestHandler) => void;
  close: () => Promise<void>;
}

const reasonOf = (code: string | undefined, where: { host: string; port: number }): string => {
  const port = String(where.port);
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken; stop what uses it or set PORT to another.`;
  if (code === 'EACCES') return `Port ${port} needs more rights; set PORT to one above 1023.`;
  return `Cannot listen on ${where.host}:${port} (${code ?? 'unknown'}); check HOST and PORT.`;
};

/**
 * Takes the port at once, so that a taken one is known before anything else starts, and answers 503
 * until `serve`.
 */
export const listen = (where: { host: string; port: number }): Promise<Listening> =>
  new Promise((resolve, reject) => {
    let handler: RequestHandler | null = null;
    const server = createServer((request, response) => {
      if (handler === null) {
        response.writeHead(503, {
          'content-type': 'text/plain; charset=utf-8',
          'retry-after': '1',
        });
        response.end('Starting.\n');
        return;
      }
      handler(request, response).catch(() => response.destroy());
    });
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
