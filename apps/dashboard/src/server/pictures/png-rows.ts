import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';

const channels = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** What all IDAT chunks of a PNG hold, one after the other (ISO/IEC 15948, 10.1). */
const packed = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      yield bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
};

/**
 * Whether a PNG holds all of its rows; a decoder draws what there is and is silent about the rest.
 * Throws what zlib says of data that is not its own.
 */
export const hasAllRows = async (bytes: Buffer): Promise<boolean> => {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const bits = bytes.readUInt8(24) * (channels.get(bytes.readUInt8(25)) ?? 0);
  const whole = height * (1 + Math.ceil((width * bits) / 8));
  const isInterlaced = bytes.readUInt8(28) === 1;
  let unpacked = 0;
  // Counted and let go: a large picture is not held twice
  for await (const part of Readable.from(packed(bytes)).compose(createInflate()))
    unpacked += Buffer.byteLength(part);
  return isInterlaced || unpacked >= whole;
};
