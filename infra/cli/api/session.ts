import { readFileSync } from 'node:fs';
import { describeError } from '@nanoedge/base';
import * as z from 'zod/mini';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, readInstallation, writePrivate } from '../home.ts';
import { recordedSite } from '../site.ts';

/** Whom the dashboard at `url` knows us as. */
export interface Access {
  url: string;
  email: string;
  password: string;
}

const Session = z.object({ url: z.string(), email: z.string(), cookie: z.string() });
const Problem = z.object({ message: z.string() });

/**
 * This installation's dashboard and admin, or what the environment names. Throws UserError when
 * nothing runs here.
 */
export const accessOf = (env: CliEnv, home: Home): Access => {
  const url = env.remote?.url ?? recordedSite(home)?.url ?? null;
  if (url === null)
    throw new UserError(
      'nanoedge is not running here; start it with ./nanoedge up, or set NANOEDGE_URL.',
    );
  if (env.remote !== null) return { url, email: env.remote.email, password: env.remote.password };
  const installation = readInstallation(home);
  if (installation === null)
    throw new UserError('This installation has no admin yet; start it with ./nanoedge up.');
  return { url, email: installation.adminEmail, password: installation.adminPassword };
};

/**
 * The session of an earlier command for the same person at the same place; null when there is none.
 */
export const savedCookie = (home: Home, access: Access): string | null => {
  try {
    const session = Session.parse(JSON.parse(readFileSync(home.session, 'utf8')));
    return session.url === access.url && session.email === access.email ? session.cookie : null;
  } catch {
    return null;
  }
};

export const reach = async (access: Access, path: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(`${access.url}${path}`, init);
  } catch (error) {
    const cause = describeError(error instanceof Error ? (error.cause ?? error) : error);
    throw new UserError(`The dashboard at ${access.url} cannot be reached (${cause}).`);
  }
};

/**
 * Signs in and keeps the session for later commands. Throws UserError with the dashboard's words
 * when it is refused.
 */
export const signIn = async (home: Home, access: Access): Promise<string> => {
  const answer = await reach(access, '/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: access.url },
    body: JSON.stringify({ email: access.email, password: access.password }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    const problem = Problem.safeParse(jsonOrNull(text));
    throw new UserError(
      `${access.email} cannot sign in at ${access.url}: ${problem.success ? problem.data.message : `status ${answer.status}`}`,
    );
  }
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  writePrivate(home.session, JSON.stringify({ url: access.url, email: access.email, cookie }));
  return cookie;
};

export const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
