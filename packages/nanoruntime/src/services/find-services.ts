import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidMessage } from '@nanoedge/protocol';
import type { Service } from '../bundle.ts';
import { ManifestError } from '../errors.ts';
import { compileManifest } from './compile-manifest.ts';
import type { ManifestSource } from './source.ts';

/** A service that was found in a folder of its own, with all that a build needs of it. */
export type FoundService = Required<Service>;

const isSource = (value: unknown): value is ManifestSource =>
  typeof value === 'object' &&
  value !== null &&
  ['name', 'config', 'fields', 'defaults', 'limits'].every((key) => key in value);

const readService = async (folder: string, name: string): Promise<FoundService> => {
  const file = join(folder, name, 'manifest.ts');
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    manifest?: unknown;
  };
  if (!isSource(loaded.manifest))
    throw new ManifestError(file, 'it exports no `manifest`', 'See ManifestSource for its fields.');
  if (loaded.manifest.name !== name)
    throw new ManifestError(
      file,
      `name: “${loaded.manifest.name}” is not the name of its folder`,
      `Call it ${name}, or rename the folder.`,
    );
  try {
    return {
      name,
      entry: join(folder, name, 'main.ts'),
      manifest: compileManifest(loaded.manifest),
    };
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    throw new ManifestError(file, `${error.field}: ${error.message}`, 'Correct that field.');
  }
};

/**
 * The services of a folder, by name: every folder in it with a `manifest.ts`. Rejects with
 * ManifestError, which names the file and the field.
 */
export const findServices = async (folder: string): Promise<FoundService[]> => {
  const root = resolve(folder);
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'manifest.ts')))
    .map(({ name }) => name)
    .toSorted();
  return Promise.all(names.map((name) => readService(root, name)));
};
