import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { ActorOf } from '../auth/actor.ts';
import type { Auth } from '../auth/auth.ts';
import type { SignInLimit } from '../auth/sign-in-limit.ts';
import type { Deps } from '../services/deps.ts';
import { nobody, type Recorded } from '../services/audit.ts';
import { recordRefusal } from '../services/activity/record-refusal.ts';
import { Forbidden, NotFound } from '../services/errors.ts';
import { accountLinkRoutes } from './account-links.ts';
import { agentRoutes } from './agents.ts';
import { answerError } from './answer.ts';
import { auditRoutes } from './audit.ts';
import { shortBody } from './body-time.ts';
import { contentRoutes } from './content.ts';
import type { ClientAddress } from '../auth/client-address.ts';
import type { HttpContext, HttpEnv } from './context.ts';
import { getHealth } from './health.ts';
import { imageRoutes } from './images.ts';
import { libraryRoutes } from './libraries.ts';
import { fromOurPages } from './origins.ts';
import { linger } from './receive.ts';
import { roomPreviewRoutes } from './room-preview.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { signedInBy } from './signed-in.ts';
import { snapshotRoutes } from './snapshots.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HandlerOptions {
  deps: Deps;
  auth: Auth;
  actorOf: ActorOf;
  clientAddress: ClientAddress;
  signInLimit: SignInLimit;
  /** In the dashboard's folder, for its owner only. */
  secret: string;
  version: string;
  databaseAnswers: () => Promise<boolean>;
  origins: readonly string[];
  /** The authority (PEM) of our certificate; null: one that machines know. */
  authority: string | null;
  env: { previewFolder: string };
  dev: boolean;
  page: RequestHandler;
  build: string | null;
}

const pathOf = (c: HttpContext): string => {
  try {
    return decodeURIComponent(URL.parse(c.req.url)?.pathname ?? '/');
  } catch {
    throw new NotFound('address', 'this');
  }
};

/** Pages whose address has a token in it. */
const linkPages = new Set(['/join', '/new-password']);

const askerOf = (c: HttpContext, clientAddress: ClientAddress): Recorded => {
  // Unset before `signedIn` has run, whatever its type says
  const actor: Recorded | undefined = c.get('actor');
  return actor ?? { ...nobody, address: clientAddress(c.env.incoming) };
};

/**
 * The one place that knows which path goes where. Everything under /api is ours, all else is a
 * page. The order counts: devices come before the check of the origin, which only browsers send.
 */
export const createHandler = (
  options: HandlerOptions,
): { handler: RequestHandler; routes: string[] } => {
  const { deps, auth, actorOf, clientAddress, origins, dev } = options;
  const https = origins[0]?.startsWith('https:') ?? false;
  const signedIn = signedInBy(actorOf);
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    const { incoming: request, outgoing: response } = c.env;
    setSecurityHeaders({ request, response }, { https, dev, opensLink: linkPages.has(pathOf(c)) });
    await next();
  });
  app.use(shortBody);
  app.use(async (c, next) => {
    if (pathOf(c).startsWith('/api/')) return next();
    await options.page(c.env.incoming, c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  app.get('/api/health', () => getHealth(options.databaseAnswers, options));
  app.route('/api/agents', agentRoutes(deps, clientAddress, options.authority));
  app.use('/api/*', fromOurPages(origins));
  app.route('/api', libraryRoutes(deps, { auth, actorOf, clientAddress }));
  app.route('/api/account-links', accountLinkRoutes(deps, options));
  app.route('/api/room-preview', roomPreviewRoutes(options.env.previewFolder));
  app.route('/api/content', contentRoutes(deps, signedIn));
  app.route('/api/images', imageRoutes(deps, signedIn));
  app.route('/api/snapshots', snapshotRoutes(deps, signedIn));
  app.route('/api/audit', auditRoutes(deps, signedIn));
  app.notFound((c) => answerError(c, new NotFound('address', pathOf(c)), deps.log));
  app.onError(async (error, c) => {
    linger(c.env.incoming, c.env.outgoing);
    if (error instanceof Forbidden)
      await recordRefusal(deps, askerOf(c, clientAddress), {
        what: `${c.req.method} ${pathOf(c)}`,
        why: error.message,
      });
    return answerError(c, error, deps.log);
  });
  // A refused upload is read on by `linger`, and Next keeps the platform's own Request.
  const handler = getRequestListener(app.fetch, {
    hostname: 'localhost',
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
  });
  // What is for every method and goes on to the next answers nobody itself
  const routes = app.routes.flatMap(({ method, path, handler: { length } }) =>
    method === 'ALL' && length > 1 ? [] : [`${method} ${path}`],
  );
  return { handler, routes };
};
