import type { MiddlewareHandler } from 'hono';
import type { ActorOf } from '../auth/actor.ts';
import { SignedOut } from '../services/errors.ts';
import type { HttpEnv } from './context.ts';

/** Lets pass who is signed in; `c.get('actor')` is who asks. */
export const signedInBy =
  (actorOf: ActorOf): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const actor = await actorOf(c.env.incoming);
    if (actor === null) throw new SignedOut();
    c.set('actor', actor);
    await next();
  };
