import { passwordLength } from '@nanoedge/base';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins';
import { and, eq, isNotNull, or } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Db } from '../db/client.ts';
import { account, people, session, twoFactor, user, verification } from '../db/schema/index.ts';
import { authHooks, clientHeader } from './hooks.ts';
import type { SignInLimit } from './sign-in-limit.ts';

export type Auth = ReturnType<typeof createAuth>;

/** Nobody signs in as somebody who was deleted, or with an account that is disabled. */
const isClosed = async (db: Db, id: string): Promise<boolean> => {
  const found = await db
    .select({ id: user.id })
    .from(user)
    .leftJoin(people, eq(user.person, people.id))
    .where(and(eq(user.id, id), or(isNotNull(people.removedAt), isNotNull(user.disabledAt))));
  return found.length > 0;
};

/**
 * Sign-in by e-mail and password. Nobody can sign up; users come from an administrator. `origins`
 * are the addresses at which browsers may reach us, the public one first; cookies are secure when
 * that one is https.
 */
export const createAuth = (options: {
  db: Db;
  secret: string;
  origins: readonly string[];
  log: Logger;
  limit: SignInLimit;
}) => {
  const [publicOrigin] = options.origins;
  return betterAuth({
    appName: 'nanoedge',
    ...(publicOrigin === undefined ? {} : { baseURL: publicOrigin }),
    secret: options.secret,
    trustedOrigins: [...options.origins],
    database: drizzleAdapter(options.db, {
      provider: 'pg',
      schema: { user, session, account, verification, twoFactor },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false, defaultValue: 'viewer' },
        person: { type: 'string', required: false, input: false },
        site: { type: 'string', required: false, input: false },
        disabledAt: { type: 'date', required: false, input: false },
      },
    },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => !(await isClosed(options.db, userId)) },
      },
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      // By address alone, so for many people at once; `SignInLimit` is the narrower one
      customRules: {
        '/sign-in/email': { window: 60, max: 300 },
        // The plugin itself lets five codes be tried for a sign-in, and ten for an account
        '/two-factor/*': { window: 60, max: 300 },
      },
    },
    advanced: {
      cookiePrefix: 'nanoedge',
      useSecureCookies: publicOrigin?.startsWith('https:') ?? false,
      // The HTTP server writes this header itself, from the socket; what a client sent in it is
      // thrown away.
      ipAddress: { ipAddressHeaders: [clientHeader] },
    },
    plugins: [twoFactorPlugin()],
    hooks: authHooks(options),
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => options.log[level]({ from: 'auth' }, message),
    },
  });
};
