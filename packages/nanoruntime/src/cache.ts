import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../.nanoedge/cache');

/**
 * Compiled files by the hash of what they were made from, so that a second engine or a second
 * version costs no compile. Written under another name first: an interrupted build leaves no half
 * file behind.
 */
export async function cached(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const path = resolve(folder, key);
  // What cannot be read is made again.
  const known = await readFile(path).catch(() => undefined);
  if (known !== undefined) return known;
  const made = await make();
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, made);
  await rename(unfinished, path);
  return made;
}
