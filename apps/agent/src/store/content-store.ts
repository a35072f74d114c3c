import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, type ReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '@nanoedge/protocol';
import { ContentCorrupt } from '../errors.ts';

const fileName = (digest: Digest): string => digest.slice('sha256:'.length);

/** Blobs on disk by SHA-256. A blob that has its name is whole and is what its digest says. */
export class ContentStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /**
   * Stores bytes while they arrive. Throws ContentCorrupt, and keeps nothing, when they do not hash
   * to `digest`.
   */
  async put(digest: Digest, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const temporary = join(this.#folder, `${randomUUID()}.tmp`);
    const hash = createHash('sha256');
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      const found = `sha256:${hash.digest('hex')}`;
      if (found !== digest) throw new ContentCorrupt(`expected ${digest}, got ${found}`);
      await rename(temporary, join(this.#folder, fileName(digest)));
      await this.#syncFolder();
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Size in bytes, null when the blob is not here. */
  async size(digest: Digest): Promise<number | null> {
    // Whatever the disk says: what cannot be read is not here, and is fetched again
    const found = await stat(join(this.#folder, fileName(digest))).catch(() => null);
    return found?.size ?? null;
  }

  async read(digest: Digest): Promise<Buffer | null> {
    // As in `size`
    return readFile(join(this.#folder, fileName(digest))).catch(() => null);
  }

  stream(digest: Digest): ReadStream {
    return createReadStream(join(this.#folder, fileName(digest)));
  }

  /** Deletes what is not in `keep`, and remains of broken transfers. */
  async prune(keep: ReadonlySet<Digest>): Promise<number> {
    const names = new Set([...keep].map(fileName));
    const extra = (await readdir(this.#folder)).filter(
      (name) => !names.has(name) && !name.endsWith('.tmp'),
    );
    await Promise.all(extra.map(async (name) => rm(join(this.#folder, name), { force: true })));
    return extra.length;
  }

  /** Deletes the remains of transfers that a crash cut; only before the first transfer. */
  async sweep(): Promise<void> {
    const broken = (await readdir(this.#folder)).filter((name) => name.endsWith('.tmp'));
    await Promise.all(broken.map(async (name) => rm(join(this.#folder, name), { force: true })));
  }

  async #syncFolder(): Promise<void> {
    const handle = await open(this.#folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
