import type { ImageShape } from './shape.ts';

/** Bytes of a colour table, by the flags in front of it. */
const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

/** Where the data blocks that begin at `at` end: each has its length in front, the last is 0. */
const behindBlocks = (bytes: Buffer, at: number): number => {
  let next = at;
  for (;;) {
    const length = bytes.readUInt8(next);
    next += 1 + length;
    if (length === 0) return next;
  }
};

/** GIF89a: extensions (0x21) and pictures (0x2C) up to the trailer (0x3B). */
export const gifShape = (bytes: Buffer): ImageShape | null => {
  let at = 13 + tableBytes(bytes.readUInt8(10));
  let drawn = false;
  for (;;) {
    const kind = bytes.readUInt8(at);
    if (kind === 0x3b)
      return drawn ? { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) } : null;
    if (kind === 0x21) at = behindBlocks(bytes, at + 2);
    else if (kind === 0x2c) {
      drawn = true;
      at = behindBlocks(bytes, at + 11 + tableBytes(bytes.readUInt8(at + 9)));
    } else return null;
  }
};
