import { crc32, deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { drawPicture } from './draw.ts';

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([number(data.length), named, number(crc32(named))]);
};

const side = 40;

/** A grey PNG of 40 × 40 with these bytes for its rows, every check sum right. */
const png = (packed: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([number(side), number(side), Buffer.from('0800000000', 'hex')])),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
const rows = Buffer.alloc((side + 1) * side, 120);
for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;

const drawn = (type: 'image/jpeg' | 'image/webp'): Buffer => {
  const canvas = createCanvas(300, 200);
  const context = canvas.getContext('2d');
  for (let x = 0; x < 300; x += 1) {
    context.fillStyle = `hsl(${String(x)} 80% 50%)`;
    context.fillRect(x, 0, 1, 200);
  }
  return type === 'image/jpeg' ? canvas.toBuffer(type) : canvas.toBuffer(type);
};

/** Two frames of 1 × 1. */
const gif = Buffer.from(
  '47494638396101000100800000000000ffffff' +
    '21f90404000000002c00000000010001000002024401003b'.slice(0, -2) +
    '21f90404000000002c000000000100010000020244010' +
    '03b',
  'hex',
);

/** EXIF that says: turn it by 90°. */
const turned = (jpeg: Buffer): Buffer => {
  const exif = Buffer.from(
    'ffe100224578696600004d4d002a00000008000101120003000000010006000000000000',
    'hex',
  );
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
};

it.each([
  ['a PNG', png(deflateSync(rows))],
  ['a JPEG', drawn('image/jpeg')],
  ['a JPEG that its EXIF turns', turned(drawn('image/jpeg'))],
  ['a WebP', drawn('image/webp')],
  ['an animated GIF', gif],
])('%s is drawn', async (_what, bytes) => {
  expect(await drawPicture(bytes)).toBe('drawn');
});

it.each([
  ['a PNG with half of its rows', png(deflateSync(rows.subarray(0, rows.length / 2)))],
  ['a PNG whose rows are no rows', png(Buffer.alloc(40, 9))],
  ['a JPEG without its picture', drawn('image/jpeg').subarray(0, 640)],
  ['a WebP that is cut short', drawn('image/webp').subarray(0, 60)],
  ['nothing of the kind', Buffer.from('no picture at all')],
])('%s is broken', async (_what, bytes) => {
  expect(await drawPicture(bytes)).toBe('broken');
});
