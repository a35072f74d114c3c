import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

const gzip = Buffer.from([0x1f, 0x8b]);
const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

const decoderOf = (head: Buffer): Transform | null => {
  if (head.subarray(0, gzip.length).equals(gzip)) return createGunzip();
  return head.subarray(0, zstd.length).equals(zstd) ? createZstdDecompress() : null;
};

const peek = async (iterator: AsyncIterator<Uint8Array>, bytes: number): Promise<Buffer> => {
  let head = Buffer.alloc(0);
  while (head.length < bytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
};

async function* joined(
  head: Buffer,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
    yield next.value;
}

/** The bytes without the gzip (RFC 1952) or zstd (RFC 8878) that is around them, if one is. */
export async function* inflated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    const head = await peek(iterator, zstd.length);
    const decoder = decoderOf(head);
    const whole = joined(head, iterator);
    // Pipeline hands an error of the source to the decoder, where the loop meets it.
    if (decoder === null) yield* whole;
    else
      for await (const chunk of pipeline(Readable.from(whole), decoder, () => undefined))
        yield Buffer.from(chunk);
  } finally {
    await iterator.return?.();
  }
}
