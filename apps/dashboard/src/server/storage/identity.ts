import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { joinTokenText, publicKeyText, signerWith } from '@nanoedge/link';
import type { Digest } from '@nanoedge/protocol';
import { startupProblems } from '@nanoedge/words';
import type { DashboardIdentity } from '../services/identity-port.ts';
import { StartupProblem } from '../startup-problem.ts';
import { openReleaseKey } from './release-key.ts';
import { readOrMakePrivateKey } from '../home/private-key.ts';

/** The passphrase in a file, null where there is none. Throws StartupProblem. */
export const readPassphrase = async (file: string | null): Promise<string | null> => {
  if (file === null) return null;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartupProblem(startupProblems.unreadablePassphrase(file), { cause: error });
  });
  if (text.trim() === '') throw new StartupProblem(startupProblems.unreadablePassphrase(file));
  return text.trim();
};

interface Known {
  home: string;
  passphrase: string | null;
  /** Where devices reach it, and the authority that vouches for that. */
  dashboardUrl: string;
  ca: Digest | null;
}

/**
 * The key by which devices know this dashboard, made the first time. What is public of it is in
 * `<home>/identity.json`, for whoever sets devices up on this machine.
 */
export const openIdentity = async (known: Known): Promise<DashboardIdentity> => {
  const { home, passphrase, dashboardUrl, ca } = known;
  const key = await readOrMakePrivateKey(home, { name: 'dashboard', kind: 'signing', passphrase });
  const dashboardKey = publicKeyText(key);
  const file = path.join(home, 'identity.json');
  const text = JSON.stringify({ dashboardUrl, dashboardKey, ca });
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o644, flush: true });
  await rename(`${file}.new`, file);
  return {
    publicKey: dashboardKey,
    sign: signerWith(key),
    releases: await openReleaseKey({ home, passphrase }, signerWith(key)),
    joinToken: (joinKey) => joinTokenText({ dashboardUrl, dashboardKey, ca, joinKey }),
  };
};
