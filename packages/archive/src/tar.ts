import { Readable } from 'node:stream';
import { describeError } from '@nanoedge/base';
import type { Header } from 'tar-stream';
import { collectNames, type OddNames, paxBlocks } from './tar-names.ts';

/** The library is read at its first use: who never handles an archive never needs it. */
const library = async (): Promise<typeof import('tar-stream')> => import('tar-stream');

export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface TarEntry {
  header: Partial<Header> & { name: string };
  /** The content of a file; it must have `header.size` bytes. */
  content?: Content;
}

/** A folder that announces content: the library waits for it, and no reader expects any. */
class FolderWithContent extends Error {
  override readonly name = 'FolderWithContent';
}

/** What a source of bytes threw that is no error. */
class SourceFailed extends Error {
  override readonly name = 'SourceFailed';
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new SourceFailed(describeError(error));

/** The library takes a mode of 0 for "not given"; it masks this bit out. */
const givenMode = 0o100_000;

/** The writable streams of the library are not those of the platform. */
interface Sink {
  readonly destroyed: boolean;
  write(chunk: Uint8Array): boolean;
  end(rest: null): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
}

const pump = async (content: Content, sink: Sink): Promise<void> => {
  let wake = (): void => undefined;
  sink.on('drain', () => wake());
  sink.on('close', () => wake());
  for await (const chunk of content) {
    if (sink.destroyed) return;
    const drained = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (!sink.write(chunk)) await drained;
  }
  sink.end(null);
};

async function* buffers(chunks: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    if (chunk instanceof Uint8Array)
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Stands in the header of an entry that the one before it names in bytes. */
const placeholders = ({ linkname }: TarEntry['header']): Partial<Header> & { name: string } => ({
  name: 'PaxName',
  ...(linkname === undefined || linkname === null ? {} : { linkname: 'PaxLink' }),
});

async function* tarBytes(
  entries: AsyncIterable<TarEntry> | Iterable<TarEntry>,
): AsyncGenerator<Buffer> {
  const { pack: makePack } = await library();
  const pack = makePack();
  const put = async ({ header, content }: TarEntry): Promise<void> =>
    new Promise((resolve, reject) => {
      const mode = (header.mode ?? 0o644) | givenMode;
      const odd = paxBlocks(header);
      if (odd !== null) pack.push(odd);
      const names = odd === null ? {} : placeholders(header);
      const sink = pack.entry({ ...header, ...names, mode }, (error) =>
        error ? reject(error) : resolve(),
      );
      sink.on('error', reject);
      pump(content ?? [], sink).catch(reject);
    });
  const feed = async (): Promise<void> => {
    for await (const entry of entries) await put(entry);
    pack.finalize();
  };
  feed().catch((error: unknown) => pack.destroy(asError(error)));
  yield* buffers(pack);
}

/**
 * Writes a tar while it is read, one chunk in memory. An error of `entries` becomes the stream's.
 */
export const packTar = (entries: AsyncIterable<TarEntry> | Iterable<TarEntry>): Readable =>
  Readable.from(tarBytes(entries), { objectMode: false });

export interface ReadEntry {
  header: Header;
  /** Must be read before the next entry is asked for; what is not read is skipped. */
  content: AsyncIterable<Buffer>;
  /** Where the next entry begins, in bytes from the beginning of the tar. */
  end: number;
}

const blockBytes = 512;

/** Two empty blocks stand behind the last entry (POSIX.1-2001, pax). */
export const tarTailBytes = 2 * blockBytes;

const endOf = (header: Header): number => {
  const begin =
    'byteOffset' in header && typeof header.byteOffset === 'number' ? header.byteOffset : 0;
  return begin + Math.ceil(header.size / blockBytes) * blockBytes;
};

/**
 * The entries of a tar, one after the other; their names are `nameText` of their bytes. Throws what `tar` throws, or the library's error for a
 * broken archive.
 */
export async function* readTar(tar: Readable): AsyncGenerator<ReadEntry> {
  // The iteration below reports errors; one that comes before it must not end the process
  tar.on('error', () => undefined);
  const { extract: makeExtract } = await library();
  const extract = makeExtract();
  const names: OddNames[] = [];
  pump(collectNames(tar, names), extract).catch((error: unknown) =>
    extract.destroy(asError(error)),
  );
  try {
    for await (const entry of extract) {
      const { name, type, size } = entry.header;
      if (type === 'directory' && size > 0) throw new FolderWithContent(name);
      // Engines write the type of the file into its mode too
      yield {
        header: { ...entry.header, ...names.shift(), mode: entry.header.mode & 0o7777 },
        content: buffers(entry),
        end: endOf(entry.header),
      };
      entry.resume();
    }
  } finally {
    tar.destroy();
    extract.destroy();
  }
}

/** All bytes of something small. */
export const gather = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const damage =
  /^(Invalid tar header|Invalid header|Unexpected end of data|Header exceeds max size)/;

/**
 * Whether reading failed because of the bytes themselves: no tar, not what gzip or zstd wrote, or
 * cut short.
 */
export const isBrokenArchive = (error: unknown): error is Error =>
  error instanceof Error &&
  (error instanceof FolderWithContent ||
    damage.test(error.message) ||
    ('code' in error && typeof error.code === 'string' && /^Z(STD)?_/.test(error.code)));
