import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** A copy of this checkout that a test may change. */
export interface Checkout {
  folder: string;
  remove: () => void;
}

const sources = (): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));

/**
 * Copies the sources to a temporary folder. What is installed is shared: links inside the copy lead
 * to the packages of the copy, all others to what this checkout has.
 */
export const copyCheckout = (): Checkout => {
  const folder = mkdtempSync(join(tmpdir(), 'nanoedge-checkout-'));
  const files = sources();
  for (const file of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  // A link for each entry and not one for all: an installation inside the copy stays in the copy.
  mkdirSync(join(folder, 'node_modules'));
  for (const entry of readdirSync(join(root, 'node_modules')))
    symlinkSync(join(root, 'node_modules', entry), join(folder, 'node_modules', entry));
  const packages = files.filter((file) => file.endsWith('/package.json')).map(dirname);
  for (const own of packages) {
    const installed = join(root, own, 'node_modules');
    if (existsSync(installed))
      cpSync(installed, join(folder, own, 'node_modules'), {
        recursive: true,
        verbatimSymlinks: true,
      });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
