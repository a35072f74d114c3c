import { createHash } from 'node:crypto';
import { Digest, parse } from '@nanoedge/protocol';

export const digestOfHex = (hex: string): Digest => parse(Digest, `sha256:${hex}`, 'digest');

export const digestOf = (bytes: string | Uint8Array): Digest =>
  digestOfHex(createHash('sha256').update(bytes).digest('hex'));

/** The digest's hexadecimal digits alone, as file names carry them. */
export const hexOf = (digest: Digest): string => digest.slice('sha256:'.length);

/** Bytes as they pass by: how many there were so far, and their digest once all have passed. */
export interface Measured {
  stream: AsyncGenerator<Uint8Array>;
  bytes: () => number;
  digest: () => Digest;
}

export const measure = (source: AsyncIterable<Uint8Array>): Measured => {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  return {
    stream: pass(),
    bytes: () => bytes,
    digest: () => digestOfHex(hash.copy().digest('hex')),
  };
};
