import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { toNodeHandler } from 'better-auth/node';
import { Hono } from 'hono';
import type { ActorOf } from '../auth/actor.ts';
import type { Auth } from '../auth/auth.ts';
import type { Deps } from '../services/deps.ts';
import { appRouter } from '../trpc/router.ts';
import { clientHeader } from '../auth/hooks.ts';
import type { ClientAddress } from '../auth/client-address.ts';
import type { HttpEnv } from './context.ts';
import { secureCookies } from './secure-cookies.ts';

/** The pages' own calls. The libraries behind them answer on Node's response themselves. */
export const libraryRoutes = (
  deps: Deps,
  { auth, actorOf, clientAddress }: { auth: Auth; actorOf: ActorOf; clientAddress: ClientAddress },
): Hono<HttpEnv> => {
  const authHandler = toNodeHandler(auth);
  return new Hono<HttpEnv>()
    .all('/auth/*', async ({ env: { incoming, outgoing } }) => {
      incoming.headers[clientHeader] = clientAddress(incoming);
      secureCookies(incoming, outgoing);
      await authHandler(incoming, outgoing);
      return RESPONSE_ALREADY_SENT;
    })
    .all('/trpc/*', async ({ env: { incoming, outgoing }, req }) => {
      await nodeHTTPRequestHandler({
        router: appRouter,
        req: incoming,
        res: outgoing,
        path: req.path.slice('/api/trpc/'.length),
        maxBodySize: 1024 * 1024,
        createContext: async () => ({ deps, actor: await actorOf(incoming) }),
        onError: ({ error, path }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            deps.log.error({ err: error, path }, 'procedure failed');
        },
      });
      return RESPONSE_ALREADY_SENT;
    });
};
