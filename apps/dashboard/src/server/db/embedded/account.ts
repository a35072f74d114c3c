import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartupProblem } from '../../startup-problem.ts';

const run = promisify(execFile);
const accountName = 'postgres';

/** The account that PostgreSQL runs under; empty: our own. */
export type Account = { uid: number; gid: number } | Record<string, never>;

const lookUp = async (): Promise<{ uid: number; gid: number } | null> => {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', accountName]), run('id', ['-g', accountName])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
};

/** PostgreSQL refuses to run as root; then it gets the account `postgres`, made here when there is none. */
export const postgresAccount = async (): Promise<Account> => {
  if (process.getuid?.() !== 0) return {};
  const existing = await lookUp();
  if (existing !== null) return existing;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName]);
  } catch (error) {
    throw new StartupProblem('PostgreSQL cannot run as root and the account "postgres" could not be made; set DATABASE_URL.', {
      cause: error,
    });
  }
  const made = await lookUp();
  if (made === null) throw new StartupProblem('The account "postgres" was made but is not there; set DATABASE_URL.');
  return made;
};

/** Throws StartupProblem when the account could not reach `target` because a folder above it is closed to it. */
export const checkReachable = async (target: string, account: Account): Promise<void> => {
  if (!('uid' in account)) return;
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new StartupProblem(
        `PostgreSQL runs as the account "${accountName}", which may not enter ${folder}; run "chmod o+x ${folder}", move this folder, or set DATABASE_URL.`,
      );
    }
    if (folder === path.dirname(folder)) return;
  }
};
