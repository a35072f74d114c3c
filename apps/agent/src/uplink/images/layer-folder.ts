import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf } from '@nanoedge/archive';
import type { Digest } from '@nanoedge/protocol';

const hashFile = async (file: string): Promise<Hash> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash;
};

/** A transfer that goes on where it ended. */
export interface PartialBlob {
  bytes: number;
  append(chunk: Uint8Array): Promise<void>;
  /** Whether the bytes are what the digest says; they are kept if so and deleted if not. */
  finish(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Layers and configs on their way to the engine, one file each. A file whose name ends in `.part`
 * is not whole yet. There is no fsync: what a power cut leaves is hashed again before it is used.
 */
export class LayerFolder {
  readonly #folder: string;
  /** Files that this process has hashed. */
  readonly #checked = new Set<Digest>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(digest: Digest): string {
    return join(this.#folder, hexOf(digest));
  }

  /** Whether a blob is here and whole. */
  async has(digest: Digest): Promise<boolean> {
    // What cannot be looked at is fetched anew, and that says what is wrong.
    const found = await stat(this.path(digest)).catch(() => null);
    if (found === null || this.#checked.has(digest)) return found !== null;
    if (await this.#matches(digest, await hashFile(this.path(digest)))) return true;
    await rm(this.path(digest), { force: true });
    return false;
  }

  /** What is here of a blob, ready for more of it. */
  async resume(digest: Digest): Promise<PartialBlob> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = `${this.path(digest)}.part`;
    const handle = await open(file, 'a', 0o600);
    try {
      const { size } = await handle.stat();
      return this.#partial(digest, handle, {
        file,
        bytes: size,
        hash: size > 0 ? await hashFile(file) : createHash('sha256'),
      });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Forgets what is here of a blob that is not whole. */
  async discard(digest: Digest): Promise<void> {
    await rm(`${this.path(digest)}.part`, { force: true });
  }

  async remove(digests: readonly Digest[]): Promise<void> {
    await Promise.all(
      digests.map(async (digest) => {
        this.#checked.delete(digest);
        await rm(this.path(digest), { force: true });
      }),
    );
  }

  /** Opens the file when the first bytes are asked for. */
  async *read(digest: Digest): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(this.path(digest)))
      if (chunk instanceof Uint8Array) yield chunk;
  }

  /** Deletes all files but those of `wanted`, whole or not. */
  async prune(wanted: readonly Digest[]): Promise<void> {
    const keep = new Set(wanted.map(hexOf));
    const names = await readdir(this.#folder).catch(() => []);
    const extra = names.filter((name) => !keep.has(name.replace(/\.part$/, '')));
    await Promise.all(extra.map(async (name) => rm(join(this.#folder, name), { force: true })));
  }

  async #matches(digest: Digest, hash: Hash): Promise<boolean> {
    const same = `sha256:${hash.digest('hex')}` === digest;
    if (same) this.#checked.add(digest);
    return same;
  }

  #partial(
    digest: Digest,
    handle: FileHandle,
    begun: { file: string; bytes: number; hash: Hash },
  ): PartialBlob {
    const { file, hash } = begun;
    const partial: PartialBlob = {
      bytes: begun.bytes,
      append: async (chunk) => {
        hash.update(chunk);
        await handle.appendFile(chunk);
        partial.bytes += chunk.length;
      },
      finish: async () => {
        const same = await this.#matches(digest, hash);
        await (same ? rename(file, this.path(digest)) : rm(file, { force: true }));
        return same;
      },
      close: async () => handle.close(),
    };
    return partial;
  }
}
