import type { IncomingMessage, ServerResponse } from 'node:http';
import { servingWords } from '@nanoedge/words';
import proxyAddress from 'proxy-addr';
import { isEncrypted, isLoopback } from './either.ts';
import type { RequestHandler } from './handler.ts';

/** Whether a request may be answered: it came over TLS, or from where nobody can listen. */
export type MayComePlain = (request: IncomingMessage) => boolean;

/** Plain HTTP is for this machine, for trusted proxies, and for everybody where that was said. */
export const plainHttpFor = ({
  plainHttp,
  trustedProxies,
}: {
  plainHttp: 'loopback' | 'everywhere';
  trustedProxies: readonly string[];
}): MayComePlain => {
  const isProxy = proxyAddress.compile([...trustedProxies]);
  return ({ socket }) =>
    plainHttp === 'everywhere' ||
    isEncrypted(socket) ||
    isLoopback(socket.remoteAddress) ||
    (socket.remoteAddress !== undefined && isProxy(socket.remoteAddress, 0));
};

/** A page is shown where it can be seen; whoever sends something is told to come otherwise. */
const refusePlain = (request: IncomingMessage, response: ServerResponse): void => {
  const { method, url = '/', headers } = request;
  const asks = method === 'GET' || method === 'HEAD';
  if (asks && headers.host !== undefined && !url.startsWith('/api/')) {
    response.writeHead(308, { location: `https://${headers.host}${url}` }).end();
    return;
  }
  response
    .writeHead(426, {
      'content-type': 'text/plain; charset=utf-8',
      upgrade: 'TLS/1.2',
      connection: 'upgrade, close',
    })
    .end(servingWords.onlyTls);
};

/** Answers only what may come as it comes. */
export const onlyTls =
  (mayCome: MayComePlain, handler: RequestHandler): RequestHandler =>
  async (request, response) => {
    if (mayCome(request)) await handler(request, response);
    else refusePlain(request, response);
  };
