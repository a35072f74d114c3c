import { accessRefusals } from '@nanoedge/words';
import type { MiddlewareHandler } from 'hono';
import { Forbidden } from '../services/errors.ts';
import type { HttpEnv } from './context.ts';

/**
 * The addresses at which browsers reach the dashboard: the public one, and this machine's own.
 * Public one first.
 */
export const trustedOrigins = (publicUrl: string | null, port: number): string[] => {
  const local = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${String(port)}`);
  return publicUrl === null ? local : [new URL(publicUrl).origin, ...local];
};

/**
 * Browsers name the page's origin in everything that changes something; who names none is no
 * browser, and a forged request from another site cannot leave it out.
 */
export const originAllowed = (origins: readonly string[], origin: string | undefined): boolean =>
  origin === undefined || origins.includes(origin);

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses what a page of another site sends with our visitor's cookie. */
export const fromOurPages =
  (origins: readonly string[]): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const origin = c.req.header('origin');
    if (!changesNothing.has(c.req.method) && !originAllowed(origins, origin)) {
      throw new Forbidden(accessRefusals.otherOrigin(origin));
    }
    await next();
  };
