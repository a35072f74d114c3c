import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { debianMirror } from '@nanoedge/nanoruntime';
import { labProblems, stepNotes } from '@nanoedge/words';
import { CommandFailed, UserError } from '../errors.ts';
import { requireTools, tools } from '../system/apt.ts';
import { run } from '../system/run.ts';
import type { LabDevice, NewerSuite } from './plan.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Shared by all labs of this checkout, which go with it; nobody writes there but the maker. */
const folders: Readonly<Record<NewerSuite, string>> = {
  trixie: join(root, 'node_modules/.cache/nanoedge-debian-13'),
  sid: join(root, 'node_modules/.cache/nanoedge-debian-sid'),
};

/** Where a newer engine finds its data folder, whichever device it is of. */
export const newerDataFolder = '/srv';

/** A Debian in a folder, with its Docker Engine. Made by debootstrap at the first call, about 500 MB. */
export const ensureNewerDebian = async (
  suite: NewerSuite,
  note: (text: string) => void,
): Promise<void> => {
  const folder = folders[suite];
  if (existsSync(folder)) return;
  await requireTools([tools.debootstrap], note);
  const parent = resolve(folder, '..');
  await mkdir(parent, { recursive: true });
  const made = await mkdtemp(join(parent, 'debian-'));
  const include = '--include=docker.io,iptables';
  const args = ['--variant=minbase', include, suite, made, await debianMirror()];
  note(stepNotes.newerDebian(suite));
  try {
    await run('debootstrap', args, { onLine: note });
    await rename(made, folder);
  } catch (error) {
    // Another lab of this checkout made it meanwhile
    if (existsSync(folder)) return;
    if (error instanceof CommandFailed)
      throw new UserError(labProblems.noDebian(suite, error.tail));
    throw error;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
};

/**
 * Runs that Debian's engine with the mounts of its own; `dataFolder` is what it has in
 * `newerDataFolder`.
 */
export const newerEngine = (
  { suite, dataFolder }: Pick<LabDevice, 'suite' | 'dataFolder'>,
  config: string,
): { program: string; args: string[] } => ({
  program: 'unshare',
  args: [
    '--mount',
    '--propagation',
    'slave',
    join(import.meta.dirname, 'newer-engine.sh'),
    folders[suite],
    dataFolder,
    newerDataFolder,
    config,
  ],
});
