import { accessRefusals } from '@nanoedge/words';
import type { MiddlewareHandler } from 'hono';
import { Forbidden } from '../services/errors.ts';
import type { HttpEnv } from './context.ts';

const hostOf = (name: string): string => (name.includes(':') ? `[${name}]` : name);

/**
 * The addresses at which browsers reach the dashboard, the public one first: that which was said,
 * else this machine's loopback; `tlsNames` are those at which it serves HTTPS.
 */
export const trustedOrigins = (
  publicUrl: string | null,
  port: number,
  tlsNames: readonly string[] = [],
): string[] => {
  const local = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${String(port)}`);
  const secure = tlsNames.map((name) => `https://${hostOf(name)}:${String(port)}`);
  const all = [...local, ...secure];
  return publicUrl === null ? all : [new URL(publicUrl).origin, ...all];
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
