import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { postgresProblems } from '@nanoedge/words';
import { StartupProblem } from '../../startup-problem.ts';

const run = promisify(execFile);
const accountName = 'postgres';

/** The account that PostgreSQL runs under; empty: our own. */
export type Account = { uid: number; gid: number } | { uid?: never; gid?: never };

const lookUp = async (): Promise<{ uid: number; gid: number } | null> => {
  try {
    const [uid, gid] = await Promise.all([
      run('id', ['-u', accountName]),
      run('id', ['-g', accountName]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
};

/**
 * PostgreSQL refuses to run as root; then it gets the account `postgres`, made here when there is
 * none.
 */
export const postgresAccount = async (): Promise<Account> => {
  if (process.getuid?.() !== 0) return {};
  const existing = await lookUp();
  if (existing !== null) return existing;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      accountName,
    ]);
  } catch (error) {
    throw new StartupProblem(postgresProblems.noAccount, {
      cause: error,
    });
  }
  const made = await lookUp();
  if (made === null) throw new StartupProblem(postgresProblems.accountGone);
  return made;
};

/** The folder on the way to `target` that the account may not enter, or null. */
const closedFolder = async (
  target: string,
  account: { uid: number; gid: number },
): Promise<string | null> => {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
    if (folder === path.dirname(folder)) return null;
  }
};

/** How a program is started under the account. */
export type Launch = (
  program: string,
  args: readonly string[],
) => { file: string; args: string[]; options: Account };

/** Ends with 0 when all of the paths can be entered, by the call that PostgreSQL itself asks with. */
const accessible = ['-e', 'process.argv.slice(1).forEach((at) => fs.accessSync(at, 1))', '--'];

/**
 * Finds a way to run programs under the account that reach all of `folders`. Below a closed folder,
 * such as root's own home, they get the one capability to pass through it (and no other). Throws
 * StartupProblem when that is not to be had.
 */
export const launcherFor = async (
  account: Account,
  folders: readonly string[],
): Promise<Launch> => {
  const direct: Launch = (program, args) => ({ file: program, args: [...args], options: account });
  if (account.uid === undefined) return direct;
  const { uid, gid } = account;
  const closed = (
    await Promise.all(folders.map((folder) => closedFolder(folder, { uid, gid })))
  ).find((folder) => folder !== null);
  if (closed === undefined) return direct;
  const identity = [`--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups'];
  const only = ['inh', 'ambient', 'bounding'].map(
    (set) => `--${set === 'bounding' ? 'bounding-set' : `${set}-caps`}=-all,+dac_read_search`,
  );
  const passing: Launch = (program, args) => ({
    file: 'setpriv',
    // Without that bit access(2) disregards the capability, and initdb does not find postgres.
    args: [...identity, '--securebits=+no_setuid_fixup', ...only, program, ...args],
    options: {},
  });
  const attempt = passing(process.execPath, [...accessible, ...folders]);
  try {
    await run(attempt.file, attempt.args);
    return passing;
  } catch (error) {
    throw new StartupProblem(postgresProblems.closedFolder(accountName, closed), { cause: error });
  }
};
