import { signInWords } from '@nanoedge/words';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { Logger } from 'pino';
import * as z from 'zod';
import type { Db } from '../db/client.ts';
import { AccessRecorder } from './record-access.ts';
import type { SignInLimit, SignInTry } from './sign-in-limit.ts';

/** The header in which the HTTP server hands on the address of whoever asks. */
export const clientHeader = 'x-nanoedge-client';

/** What would let a browser in without a code for weeks, whatever an administrator does. */
const Trusted = z.object({ trustDevice: z.literal(true) });

const Asked = z.object({ email: z.string().max(320) });

/**
 * What is asked of better-auth. All else that it has would change an account beside the audit trail
 * and the limits.
 */
const codes = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code']);
const open = new Set([...codes, '/sign-in/email', '/sign-out', '/get-session']);

interface AuthContext {
  path?: string;
  body?: unknown;
  headers?: Headers | undefined;
}

const addressOf = ({ headers }: AuthContext): string => headers?.get(clientHeader) ?? 'unknown';

/** Who tries to sign in, and from where; null: no try to sign in. */
const tryOf = (context: AuthContext): SignInTry | null => {
  const asked = context.path === '/sign-in/email' ? Asked.safeParse(context.body) : null;
  if (asked?.success !== true) return null;
  return { email: asked.data.email.trim().toLowerCase(), address: addressOf(context) };
};

/** Slows whoever guesses passwords, and writes down who signs in and out. */
export const authHooks = ({ limit, ...deps }: { db: Db; log: Logger; limit: SignInLimit }) => {
  const recorder = new AccessRecorder(deps);
  return {
    before: createAuthMiddleware(async (context) => {
      if (!open.has(context.path)) throw new APIError('NOT_FOUND');
      if (Trusted.safeParse(context.body).success) throw new APIError('BAD_REQUEST');
      // Whoever is signed in turns codes on and off past the audit trail there
      if (codes.has(context.path) && (await getSessionFromCtx(context)) !== null)
        throw new APIError('BAD_REQUEST');
      if (context.path === '/sign-out') {
        const session = await getSessionFromCtx(context);
        if (session !== null) await recorder.signedOut(session.user.id, addressOf(context));
      }
      const wanted = tryOf(context);
      if (wanted === null) return;
      const admission = await limit.admit(wanted);
      if (!admission.admitted) {
        const { waitSeconds } = admission;
        const body = { message: signInWords.tooMany(waitSeconds), code: 'TOO_MANY_TRIES' };
        throw new APIError('TOO_MANY_REQUESTS', body, { 'retry-after': String(waitSeconds) });
      }
      if (admission.attack !== null) await recorder.attacked(admission.attack, wanted);
    }),
    after: createAuthMiddleware(async (context) => {
      const { newSession } = context.context;
      if (codes.has(context.path) && newSession !== null)
        return recorder.signedIn(newSession.user.id, addressOf(context));
      const wanted = tryOf(context);
      if (wanted === null) return;
      if (newSession === null) return recorder.wrongPassword(wanted);
      await limit.succeeded(wanted);
      // The password was right, and a code is asked for now
      if (newSession.user['twoFactorEnabled'] === true) return;
      await recorder.signedIn(newSession.user.id, wanted.address);
    }),
  };
};
