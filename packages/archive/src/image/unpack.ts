import path from 'node:path';
import { Readable } from 'node:stream';
import { imageArchiveRefusals } from '@nanoedge/words';
import { measure } from '../digest.ts';
import { inflated } from '../inflate.ts';
import { isBrokenArchive, readTar, type ReadEntry } from '../tar.ts';
import {
  documentReader,
  type Part,
  type PartStore,
  type Unpacked,
  type UnpackedArchive,
} from './parts.ts';
import { ImageRefused } from './refused.ts';

export const maxImageBytes = 2 * 1024 ** 3;
const maxEntries = 4096;
const maxHops = 8;

/** Counts what passes and stops what is too large. */
const limiter = (): ((source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>) => {
  let bytes = 0;
  return async function* limited(source) {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxImageBytes)
        throw new ImageRefused(imageArchiveRefusals.tooLarge, { isTooLarge: true });
      yield chunk;
    }
  };
};

const nameOf = (raw: string): string => {
  const name = path.posix.normalize(raw).replace(/\/$/, '');
  if (name.startsWith('/') || name === '..' || name.startsWith('../'))
    throw new ImageRefused(imageArchiveRefusals.outside(raw));
  return name;
};

/** What an archive holds, collected entry by entry. */
class Contents<T extends Part> {
  readonly #files = new Map<string, Unpacked<T>>();
  readonly #links = new Map<string, string>();
  readonly #limited = limiter();
  readonly #store: PartStore<T>;
  entries = 0;

  constructor(store: PartStore<T>) {
    this.#store = store;
  }

  async add({ header, content }: ReadEntry): Promise<void> {
    this.entries += 1;
    if (this.entries > maxEntries) throw new ImageRefused(imageArchiveRefusals.tooManyEntries);
    const name = nameOf(header.name);
    const target = header.linkname ?? '';
    if (header.type === 'file' || header.type === 'contiguous-file')
      this.#files.set(name, await this.#keep(content));
    else if (header.type === 'symlink')
      this.#links.set(name, nameOf(path.posix.join(path.posix.dirname(name), target)));
    else if (header.type === 'link') this.#links.set(name, nameOf(target));
  }

  find(name: string, hops = 0): Unpacked<T> | undefined {
    const found = this.#files.get(name);
    const target = this.#links.get(name);
    return found !== undefined || target === undefined || hops >= maxHops
      ? found
      : this.find(target, hops + 1);
  }

  async #keep(content: AsyncIterable<Uint8Array>): Promise<Unpacked<T>> {
    const raw = measure(content);
    const part = await this.#store.write(this.#limited(inflated(raw.stream)));
    return { part, raw: raw.digest() };
  }
}

/**
 * Takes a tar (or gzip or zstd of one) apart into the store, entry by entry, however large it is.
 */
export const unpackImage = async <T extends Part>(
  store: PartStore<T>,
  source: AsyncIterable<Uint8Array>,
): Promise<UnpackedArchive<T>> => {
  const contents = new Contents(store);
  try {
    // Counted before and after: what is skipped in it is unpacked, too
    const unpacked = limiter()(inflated(limiter()(source)));
    const tar = Readable.from(unpacked, { objectMode: false });
    for await (const entry of readTar(tar)) await contents.add(entry);
  } catch (error) {
    if (!isBrokenArchive(error)) throw error;
    const { noTar, cutShort } = imageArchiveRefusals;
    throw new ImageRefused(contents.entries === 0 ? noTar : cutShort);
  }
  if (contents.entries === 0) throw new ImageRefused(imageArchiveRefusals.empty);
  return {
    find: (name) => contents.find(path.posix.normalize(name)),
    document: documentReader(store),
  };
};
