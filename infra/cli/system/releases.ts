import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Architecture,
  architectures,
  type BuiltImage,
  buildImages,
} from '@nanoedge/nanoruntime';
import { machineProblems } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { mayInstall, requireTools, tools } from './apt.ts';
import { succeeds } from './run.ts';
import { productServices } from './services.ts';

/** The version in the top package.json; images carry it as their tag. */
export const productVersion = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

export const parseArchitectures = (names: readonly string[]): Architecture[] =>
  names.map((name) => {
    const known = architectures.find((arch) => arch === name);
    if (known === undefined) throw new UserError(machineProblems.architecture(architectures, name));
    return known;
  });

/**
 * Where no registry answers, the builder makes its Debian base with debootstrap; with one it is
 * never called.
 */
const prepareBase = async (env: CliEnv, note: (text: string) => void): Promise<void> => {
  const present = await succeeds(
    'docker',
    ['image', 'inspect', 'debian:trixie-slim'],
    env.inherited,
  );
  if (!present && mayInstall()) await requireTools([tools.debootstrap], note);
};

/**
 * Builds what is not built yet of the nanoservices' images; without `arch` for the engine's own architecture.
 */
export const buildReleases = async (
  env: CliEnv,
  note: (text: string) => void,
  arch?: readonly Architecture[],
): Promise<BuiltImage[]> => {
  await prepareBase(env, note);
  return buildImages({
    services: await productServices(env.root),
    ...(arch === undefined ? {} : { arch }),
    tagPrefix: 'nanoedge',
    version: productVersion(env.root),
    onProgress: ({ step, message }) => note(`${step}: ${message}`),
  });
};
