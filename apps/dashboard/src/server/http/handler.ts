import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { toNodeHandler } from 'better-auth/node';
import { actorOf } from '../auth/actor.ts';
import type { Auth } from '../auth/auth.ts';
import type { Actor } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { Forbidden, NotFound, SignedOut } from '../services/errors.ts';
import { AllowedImages } from '../services/images/allowed.ts';
import { appRouter } from '../trpc/router.ts';
import { postEnrol, signedCall } from './agents.ts';
import { sendError } from './answer.ts';
import { limitBodyTime } from './body-time.ts';
import { getContentByDigest, postContent } from './content.ts';
import { getHealth } from './health.ts';
import { postImage } from './images.ts';
import { originAllowed } from './origins.ts';
import { linger } from './receive.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { getSnapshotFile, postSnapshot } from './snapshots.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HandlerOptions {
  deps: Deps;
  auth: Auth;
  version: string;
  origins: readonly string[];
  dev: boolean;
  page: Handler;
}

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The one place that knows which path goes where. Everything under /api is ours, all else is a
 * page.
 */
export const createHandler = (options: HandlerOptions): Handler => {
  const { deps, auth, origins } = options;
  const authHandler = toNodeHandler(auth);
  const allowedImages = new AllowedImages();
  const signedIn = async (request: IncomingMessage): Promise<Actor> => {
    const actor = await actorOf(auth, request.headers);
    if (actor === null) throw new SignedOut();
    return actor;
  };

  const api = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: { pathname: string; site: string | null },
  ): Promise<void> => {
    const { pathname } = url;
    const call = `${request.method ?? ''} ${pathname}`;
    if (call === 'GET /api/health') return getHealth(deps.db, options.version, response);
    if (call === 'POST /api/agents/enrol') return postEnrol(deps, request, response);
    const signed = signedCall(deps, allowedImages, { request, response, call });
    if (signed !== null) return signed;
    if (
      !changesNothing.has(request.method ?? '') &&
      !originAllowed(origins, request.headers.origin)
    ) {
      throw new Forbidden(
        `Requests from ${request.headers.origin ?? 'there'} are not accepted; set NANOEDGE_PUBLIC_URL to the address that you use.`,
      );
    }
    if (pathname.startsWith('/api/auth/')) {
      request.headers['x-nanoedge-client'] = request.socket.remoteAddress ?? 'unknown';
      return authHandler(request, response);
    }
    if (pathname.startsWith('/api/trpc/')) {
      return nodeHTTPRequestHandler({
        router: appRouter,
        req: request,
        res: response,
        path: pathname.slice('/api/trpc/'.length),
        maxBodySize: 1024 * 1024,
        createContext: async () => ({ deps, actor: await actorOf(auth, request.headers) }),
        onError: ({ error, path }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            deps.log.error({ err: error, path }, 'procedure failed');
        },
      });
    }
    if (call === 'POST /api/content')
      return postContent(deps, await signedIn(request), { request, response });
    const content = /^GET \/api\/content\/([^/]+)$/.exec(call)?.[1];
    if (content !== undefined)
      return getContentByDigest(deps, await signedIn(request), { digest: content, response });
    if (call === 'POST /api/images')
      return postImage(deps, await signedIn(request), { request, response });
    if (call === 'POST /api/snapshots')
      return postSnapshot(deps, await signedIn(request), { request, response, site: url.site });
    const snapshot = /^GET \/api\/snapshots\/([^/]+)$/.exec(call)?.[1];
    if (snapshot !== undefined)
      return getSnapshotFile(deps, await signedIn(request), { request, response, id: snapshot });
    throw new NotFound('address', pathname);
  };

  return async (request, response) => {
    setSecurityHeaders(response, {
      https: origins[0]?.startsWith('https:') ?? false,
      dev: options.dev,
    });
    try {
      const url = URL.parse(request.url ?? '/', 'http://localhost');
      const pathname = url === null ? '/' : decodeURIComponent(url.pathname);
      limitBodyTime(`${request.method ?? ''} ${pathname}`, request, response);
      const site = url?.searchParams.get('site') ?? null;
      await (pathname.startsWith('/api/')
        ? api(request, response, { pathname, site })
        : options.page(request, response));
    } catch (error) {
      linger(request, response);
      if (error instanceof URIError) sendError(response, new NotFound('address', 'this'), deps.log);
      else sendError(response, error, deps.log);
    }
  };
};
