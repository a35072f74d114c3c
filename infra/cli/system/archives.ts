import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltImage } from '@nanoedge/nanoruntime';
import type { CliEnv } from '../env.ts';
import type { Home } from '../home.ts';
import { run } from './run.ts';

const idOf = (path: string): string | null =>
  existsSync(path) ? readFileSync(path, 'utf8') : null;

/**
 * Saves an image as the engine's `docker save` writes it, or keeps the file of an earlier call for
 * the same image.
 */
const saveImage = async (options: {
  env: CliEnv;
  image: BuiltImage;
  archive: string;
}): Promise<boolean> => {
  const { env, image, archive } = options;
  const idFile = `${archive}.id`;
  if (idOf(idFile) === image.id && existsSync(archive)) return false;
  rmSync(idFile, { force: true });
  await run('docker', ['save', '--output', `${archive}.new`, image.tag], { env: env.inherited });
  renameSync(`${archive}.new`, archive);
  writeFileSync(idFile, image.id);
  return true;
};

/**
 * Where the archive of each service's image is: the dashboard takes its layers from there and sends
 * them to the devices.
 */
export const saveArchives = async (
  where: { env: CliEnv; home: Home },
  images: readonly BuiltImage[],
  note: (text: string) => void,
): Promise<Map<string, string>> => {
  const folder = join(where.home.folder, 'images');
  mkdirSync(folder, { recursive: true });
  const paths = new Map<string, string>();
  for (const image of images) {
    const archive = join(folder, `${image.service}.tar`);
    if (await saveImage({ env: where.env, image, archive })) note(image.tag);
    paths.set(image.service, archive);
  }
  return paths;
};
