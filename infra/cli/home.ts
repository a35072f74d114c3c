import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Where everything of one installation lives. */
export interface Home {
  folder: string;
  logs: string;
  run: string;
  secrets: string;
  bootstrap: string;
  installation: string;
  /** The signed-in session of the commands that change something. */
  session: string;
  agentData: (device: string) => string;
}

export const openHome = (folder: string): Home => {
  const home: Home = {
    folder,
    logs: join(folder, 'logs'),
    run: join(folder, 'run'),
    secrets: join(folder, 'secrets'),
    bootstrap: join(folder, 'secrets', 'bootstrap.json'),
    installation: join(folder, 'secrets', 'installation.json'),
    session: join(folder, 'secrets', 'session.json'),
    agentData: (device) => join(folder, 'agents', device),
  };
  for (const path of [home.folder, home.logs, home.run]) mkdirSync(path, { recursive: true });
  mkdirSync(home.secrets, { recursive: true, mode: 0o700 });
  return home;
};

/** Writes a file that is either the old or the new one, readable by its owner only. */
export const writePrivate = (path: string, text: string): void => {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

/**
 * What was generated once for this installation. `suffix` keeps two installations on one engine
 * apart.
 */
const Installation = z.object({
  suffix: z.string(),
  adminEmail: z.string(),
  adminPassword: z.string(),
  aliceEmail: z.string(),
  alicePassword: z.string(),
});
export type Installation = z.infer<typeof Installation>;

const password = (): string => randomBytes(12).toString('base64url');

/** Reads the installation's generated values, making them at the first call. */
export const openInstallation = (home: Home): Installation => {
  const existing = readInstallation(home);
  if (existing !== null) return existing;
  const made: Installation = {
    suffix: randomBytes(3).toString('hex'),
    adminEmail: 'admin@nanoedge.local',
    adminPassword: password(),
    aliceEmail: 'alice@nanoedge.local',
    alicePassword: password(),
  };
  writePrivate(home.installation, `${JSON.stringify(made, null, 2)}\n`);
  return made;
};

export const readInstallation = (home: Home): Installation | null => {
  try {
    return Installation.parse(JSON.parse(readFileSync(home.installation, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};
