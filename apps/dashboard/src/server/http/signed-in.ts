import type { MiddlewareHandler } from 'hono';
import { actorOf } from '../auth/actor.ts';
import type { Auth } from '../auth/auth.ts';
import { SignedOut } from '../services/errors.ts';
import type { HttpEnv } from './context.ts';

/** Lets pass who is signed in; `c.get('actor')` is who asks. */
export const signedInBy =
  (auth: Auth): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const actor = await actorOf(auth, c.env.incoming.headers);
    if (actor === null) throw new SignedOut();
    c.set('actor', actor);
    await next();
  };
