import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandSucceeds, runCommand } from './command.ts';
import { hasImage } from './docker.ts';

export const baseImage = 'debian:trixie-slim';
const SUITE = 'trixie';
const DEFAULT_MIRROR = 'http://deb.debian.org/debian';

export interface StepOptions {
  signal?: AbortSignal | undefined;
  onLine?: ((line: string) => void) | undefined;
}

/** The first Debian archive in texts of apt's sources, one-line or deb822 style. */
export function findMirror(sources: readonly string[]): string {
  const addresses = sources.flatMap((text) => [
    ...text.matchAll(/^(?:deb\s+(?:\[[^\]]*\]\s+)?|URIs:\s*)(https?:\/\/\S+)/gm),
  ]);
  const archives = addresses.flatMap(([, address = '']) =>
    /\/debian\/?$/.test(address) ? [address.replace(/\/$/, '')] : [],
  );
  return archives[0] ?? DEFAULT_MIRROR;
}

async function readSources(): Promise<string[]> {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => []);
  const paths = ['/etc/apt/sources.list', ...names.map((name) => join(folder, name))];
  return Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
}

/** The Debian archive that this machine's apt uses; Debian's own where it uses none. */
export async function debianMirror(): Promise<string> {
  return findMirror(await readSources());
}

async function bootstrap({ signal, onLine }: StepOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nanoedge-debian-'));
  try {
    const mirror = await debianMirror();
    await runCommand(['debootstrap', '--variant=minbase', SUITE, join(folder, 'root'), mirror], {
      signal,
      onLine,
    });
    const archive = join(folder, 'root.tar');
    await runCommand(['tar', '-C', join(folder, 'root'), '-c', '-f', archive, '.'], { signal });
    await runCommand(['docker', 'import', archive, baseImage], { signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Makes sure that `debian:trixie-slim` is on the engine: pulled, or where no registry answers, made
 * by debootstrap (which needs root and Debian's `debootstrap`). Rejects with CommandError when
 * neither works.
 */
export async function ensureBaseImage(options: StepOptions = {}): Promise<void> {
  if (await hasImage(baseImage, options.signal)) return;
  if (await commandSucceeds(['docker', 'pull', '--quiet', baseImage], options.signal)) return;
  options.onLine?.('no registry answers: making the base image with debootstrap');
  await bootstrap(options);
}
