import type { ImageShape } from './shape.ts';

/** Whether the boxes of the file (ISO/IEC 14496-12, 4.2) end where it ends. */
const isWhole = (bytes: Buffer): boolean => {
  let at = 0;
  while (at < bytes.length) {
    const short = bytes.readUInt32BE(at);
    // 0: up to the end of the file; 1: the length follows in eight bytes
    if (short === 0) return true;
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (length < 8) return false;
    at += length;
  }
  return at === bytes.length;
};

/** AVIF: the largest of the pictures whose extents (`ispe`) it names. */
export const avifShape = (bytes: Buffer): ImageShape | null => {
  if (!isWhole(bytes)) return null;
  let largest: ImageShape | null = null;
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 4)) {
    const shape = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (largest === null || shape.width * shape.height > largest.width * largest.height)
      largest = shape;
  }
  return largest;
};
