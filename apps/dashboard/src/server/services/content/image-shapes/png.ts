import { crc32 } from 'node:zlib';
import type { ImageShape } from './shape.ts';

/** PNG (ISO/IEC 15948): chunks of length, name, data and CRC after eight bytes, IEND the last. */
export const pngShape = (bytes: Buffer): ImageShape | null => {
  let at = 8;
  let drawn = false;
  for (;;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return null;
    if (name === 'IDAT') drawn = true;
    if (name === 'IEND')
      return drawn ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
    at = end + 4;
  }
};
