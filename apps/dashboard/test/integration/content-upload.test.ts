import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { uploadContent } from '../../src/server/services/content/upload.ts';
import { makePdf } from './support/pdf.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let alice: Actor;

beforeAll(async () => {
  world = await openWorld();
  alice = await world.actor('alice');
});
afterAll(() => world.close());

const upload = (name: string, bytes: string | Buffer) =>
  uploadContent(world.deps, alice, {
    name,
    declared: 'application/octet-stream',
    source: Readable.from([Buffer.from(bytes)]),
  });

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The same picture, whose header says 30,000 × 30,000 pixels. */
const hugePng = (): Buffer => {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
};

/** The same picture, whole by its check sums; what should be its pixels is none. */
const brokenRows = (): Buffer => {
  const bytes = Buffer.from(png);
  bytes.fill(9, 41, 54);
  bytes.writeUInt32BE(crc32(bytes.subarray(37, 54)), 54);
  return bytes;
};

const refused: [string, string | Buffer, RegExp][] = [
  ['secret.pdf', makePdf({ passwords: { user: 'u', owner: 'o' } }), /has a password/],
  ['cut.pdf', makePdf({ pages: 20 }).subarray(0, 2_000), /cut short/],
  ['scan.pdf', makePdf({ picture: { width: 9_000, height: 9_000 } }), /memory/],
  ['cut.png', png.subarray(0, 50), /cut short/],
  ['huge.png', hugePng(), /30000 × 30000 pixels/],
  ['rows.png', brokenRows(), /not whole/],
  ['photo.heic', 'ftypheic', /kind that screens do not show/],
  ['plan.docx', 'PK', /kind that screens do not show/],
  ['blank.md', ' \n\n', /no text/],
  ['notes.md', Buffer.from('# Ablauf', 'utf16le'), /UTF-8/],
];

it.each(refused)(
  '%s is refused with its name, the reason and a remedy',
  async (name, bytes, why) => {
    await expect(upload(name, bytes)).rejects.toMatchObject({
      kind: 'bad-input',
      detail: {
        field: 'file',
        message: expect.stringMatching(why),
        remedy: expect.stringMatching(/\w/),
      },
    });
    await expect(upload(name, bytes)).rejects.toThrow(name);
  },
);

it('what a screen can show is taken', async () => {
  await expect(upload('slides.pdf', makePdf({ pages: 2 }))).resolves.toMatchObject({ kind: 'pdf' });
  await expect(upload('photo.png', png)).resolves.toMatchObject({ kind: 'image' });
});
