import { readFileSync } from 'node:fs';
import type { Access, CookieStore } from '@nanoedge/client';
import { siteProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, readInstallation, writePrivate } from '../home.ts';
import { recordedSite } from '../recorded-site.ts';

const Kept = z.object({ url: z.string(), email: z.string(), cookie: z.string() });

/**
 * This installation's dashboard and admin, or what the environment names. Throws UserError when
 * nothing runs here.
 */
export const accessOf = (env: CliEnv, home: Home): Access => {
  const url = env.remote?.url ?? recordedSite(home)?.url ?? null;
  if (url === null) throw new UserError(siteProblems.notHere);
  if (env.remote !== null) return { url, email: env.remote.email, password: env.remote.password };
  const installation = readInstallation(home);
  if (installation === null) throw new UserError(siteProblems.noAdmin);
  return { url, email: installation.adminEmail, password: installation.adminPassword };
};

/** The session of the same person at the same place, kept from command to command. */
export const keptSession = (home: Home, { url, email }: Access): CookieStore => ({
  read: () => {
    try {
      const kept = Kept.parse(JSON.parse(readFileSync(home.session, 'utf8')));
      return kept.url === url && kept.email === email ? kept.cookie : null;
    } catch {
      return null;
    }
  },
  write: (cookie) => writePrivate(home.session, JSON.stringify({ url, email, cookie })),
});
