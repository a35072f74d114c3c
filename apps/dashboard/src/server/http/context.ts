import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Actor } from '../services/actor.ts';

/** What a route gets: Node's own request and answer, and who asks, once `signedIn` has run. */
export interface HttpEnv {
  Bindings: HttpBindings;
  Variables: { actor: Actor; bodyTimer: NodeJS.Timeout };
}
export type HttpContext = Context<HttpEnv>;
