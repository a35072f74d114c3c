import { APIError, createAuthMiddleware } from 'better-auth/api';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import * as z from 'zod';

const signIn = '/sign-in/email';

/** So many wrong passwords an account and address may have in a minute. */
const tries = { points: 20, duration: 60 };

/** The header in which the HTTP server hands on the address of whoever asks. */
export const clientHeader = 'x-nanoedge-client';

const Asked = z.object({ email: z.string().max(320) });

interface SignInContext {
  path?: string;
  body?: unknown;
  headers?: Headers | undefined;
}

/** Whose tries these are; null: no try to sign in. */
const keyOf = ({ path, body, headers }: SignInContext): string | null => {
  const asked = path === signIn ? Asked.safeParse(body) : null;
  if (asked?.success !== true) return null;
  return `${headers?.get(clientHeader) ?? ''} ${asked.data.email.trim().toLowerCase()}`;
};

/**
 * Counts tries by account and address. Behind one proxy or one office's router many people have the
 * same address, and the wrong passwords of one of them lock nobody else out.
 */
export const limitSignIns = () => {
  const limiter = new RateLimiterMemory(tries);
  return {
    before: createAuthMiddleware(async (context) => {
      const key = keyOf(context);
      if (key === null) return;
      try {
        await limiter.consume(key);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const seconds = Math.ceil(error.msBeforeNext / 1_000);
        throw new APIError('TOO_MANY_REQUESTS', {}, { 'retry-after': String(seconds) });
      }
    }),
    after: createAuthMiddleware(async (context) => {
      const key = keyOf(context);
      if (key !== null && context.context.newSession !== null) await limiter.delete(key);
    }),
  };
};
