import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { imageShape } from './image-shape.ts';

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name), data]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const;
  ends[0].writeUInt32BE(data.length);
  ends[1].writeUInt32BE(crc32(named));
  return Buffer.concat([ends[0], named, ends[1]]);
};

const png = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(40, 9)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Start, EXIF that turns it by 90°, frame of 640 × 480, scan, end, and a camera's own bytes. */
const jpeg = Buffer.from(
  'ffd8ffe1000c45786966000000000006ffc0000b0801e0028001011100ffda0008010100003f00aabbffd9c0ffee',
  'hex',
);

/** Two frames of 3 × 2. */
const gif = Buffer.from(
  '47494638396103000200800000000000ffffff' +
    '21f90404000000002c0000000003000200000202845100'.repeat(2) +
    '3b',
  'hex',
);

const webp = (kind: string, body: string): Buffer => {
  const bytes = Buffer.concat([Buffer.from(`RIFF....WEBP${kind}....`), Buffer.from(body, 'hex')]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
};

const avif = (): Buffer => {
  const ispe = Buffer.from('0000001469737065000000000000078000000438', 'hex');
  const meta = Buffer.alloc(8);
  meta.writeUInt32BE(8 + ispe.length);
  meta.write('meta', 4);
  return Buffer.concat([Buffer.from('0000000866747970', 'hex'), meta, ispe]);
};

const whole: [string, string, Buffer, [number, number]][] = [
  ['a PNG', 'image/png', png(30_000, 30_000), [30_000, 30_000]],
  ['a JPEG with bytes of a camera behind it', 'image/jpeg', jpeg, [640, 480]],
  ['an animated GIF', 'image/gif', gif, [3, 2]],
  ['an extended WebP', 'image/webp', webp('VP8X', '000000007f0200df0100'), [640, 480]],
  ['a lossless WebP', 'image/webp', webp('VP8L', '2f7fc2770000'), [640, 480]],
  ['a lossy WebP', 'image/webp', webp('VP8 ', '0000009d012a8002e001'), [640, 480]],
  ['an AVIF', 'image/avif', avif(), [1_920, 1_080]],
];

describe('the shape of an image', () => {
  it.each(whole)('of %s is read from its headers', (...[, mediaType, bytes, [width, height]]) => {
    expect(imageShape(mediaType, bytes)).toEqual({ width, height });
  });

  it.each(whole)('of %s that was cut short is none', (_, mediaType, bytes) => {
    for (const share of [0.2, 0.5, 0.8])
      expect(imageShape(mediaType, bytes.subarray(0, bytes.length * share))).toBeNull();
  });

  it('of a PNG with a wrong byte is none', () => {
    const bytes = png(4, 4);
    bytes.writeUInt8(1, 50);
    expect(imageShape('image/png', bytes)).toBeNull();
  });
});
