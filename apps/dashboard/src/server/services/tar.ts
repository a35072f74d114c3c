import { pipeline, Readable } from 'node:stream';
import { extract } from 'tar-stream';

/**
 * The entries of a tar, one after the other. Each has to be read to its end or `resume`d before the
 * next comes. An error of the source meets the loop that reads the entries.
 */
export const tarEntries = (source: AsyncIterable<Uint8Array>) => {
  const tar = extract();
  pipeline(Readable.from(source), tar, () => undefined);
  return tar;
};

/** The bytes of a tar's entry. */
export async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk;
}

const damage =
  /^(Invalid tar header|Invalid header|Unexpected end of data|Header exceeds max size)/;

/**
 * Whether reading failed because of the bytes themselves: no tar, not what gzip or zstd wrote, or
 * cut short.
 */
export const isDamage = (error: unknown): error is Error =>
  error instanceof Error &&
  (damage.test(error.message) ||
    ('code' in error && typeof error.code === 'string' && /^Z(STD)?_/.test(error.code)));
