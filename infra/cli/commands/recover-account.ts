import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '@nanoedge/base';
import { recoveryProof } from '@nanoedge/link';
import { accountLines, siteProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { answers } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, openHome, readInstallation } from '../home.ts';
import { recordedSite } from '../recorded-site.ts';
import { printMade } from './account-links.ts';

const Refused = z.object({
  problem: z.object({ message: z.string(), remedy: z.nullable(z.string()) }),
});

/** The secret with which the dashboard signs cookies; only its owner reads it. */
const secretOf = ({ secrets }: Home): string => {
  const file = join(secrets, 'auth.key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UserError(accountLines.noKey(file, describeError(error)));
  }
};

const send = async (url: string, body: object): Promise<{ ok: boolean; said: unknown }> => {
  try {
    const answer = await fetch(`${url}/api/account-links/recover`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, said: await answer.json() };
  } catch (error) {
    throw new UserError(accountLines.noAnswer(url, describeError(error)));
  }
};

/** Lets an administrator in again whom no other can help, with the dashboard's secrets. */
export const recoverAccess = async (
  env: CliEnv,
  email: string | undefined,
  { json }: { json?: boolean },
): Promise<void> => {
  const home = openHome(env.home);
  const url = recordedSite(home)?.url;
  if (url === undefined) throw new UserError(siteProblems.notHere);
  const of = (email ?? readInstallation(home)?.adminEmail ?? '').trim().toLowerCase();
  const asked = { email: of, at: Date.now() };
  const { ok, said } = await send(url, { ...asked, proof: recoveryProof(secretOf(home), asked) });
  if (ok) return printMade(answers['accounts.resetByLink'].parse(said), json);
  const refused = Refused.safeParse(said);
  if (!refused.success) throw new UserError(siteProblems.nothingSent);
  const { message, remedy } = refused.data.problem;
  throw new UserError(remedy === null ? message : `${message} ${remedy}`);
};
