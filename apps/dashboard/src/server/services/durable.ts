import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Digest, parse } from '@nanoedge/protocol';

/** Bytes that were written aside: not yet under a name that anybody reads. */
export interface Aside {
  file: string;
  digest: Digest;
  bytes: number;
}

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
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      for (let written = 0; written < chunk.byteLength; )
        written += (await handle.write(chunk, written)).bytesWritten;
    }
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return { file, bytes, digest: parse(Digest, `sha256:${hash.digest('hex')}`, 'digest') };
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
