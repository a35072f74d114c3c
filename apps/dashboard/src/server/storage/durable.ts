import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { measure } from '@nanoedge/archive';
import type { Aside } from '../services/storage-ports.ts';

/** Deletes a file aside. One that stays behind goes with its folder at the next start. */
export const discardAside = ({ file }: Pick<Aside, 'file'>): Promise<void> =>
  // The reason why it is not needed matters more than the file
  rm(file, { force: true }).catch(() => undefined);

/**
 * Writes a stream to a new file in `folder`, which is made where it is missing. What was cut short
 * leaves nothing.
 */
export const writeAside = async (
  folder: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Aside> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, randomBytes(12).toString('hex'));
  const measured = measure(source);
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of measured.stream) {
      for (let written = 0; written < chunk.byteLength; )
        written += (await handle.write(chunk, written)).bytesWritten;
    }
  } catch (error) {
    await discardAside({ file });
    throw error;
  } finally {
    await handle.close();
  }
  return { file, bytes: measured.bytes(), digest: measured.digest() };
};

/** Brings the bytes of a file, or the names in a folder, to the disk. */
export const flush = async (target: string): Promise<void> => {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Gives a flushed file its name; the name, too, survives a power cut. */
export const settle = async (file: string, target: string): Promise<void> => {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rename(file, target);
  await flush(path.dirname(target));
};

/** As `writeAside`, with the bytes on the disk when this resolves. */
export const writeAsideDurably = async (
  folder: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Aside> => {
  const aside = await writeAside(folder, source);
  try {
    await flush(aside.file);
    return aside;
  } catch (error) {
    await discardAside(aside);
    throw error;
  }
};
