import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEscaped, nameBytes, nameText } from './file-name.ts';
import { isSafePath } from './path.ts';
import { gather, packTar, readTar, type TarEntry } from './tar.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('the name of a file', () => {
  it.each([
    ['plain text', Buffer.from('notes.txt'), 'notes.txt'],
    ['another script and a flag', Buffer.from('ملاحظات 🇩🇪.txt'), 'ملاحظات 🇩🇪.txt'],
    ['Latin-1', bytes('636166e92e747874'), 'caf\uFFFDe9.txt'],
    ['a character that was cut', bytes('61e282'), 'a\uFFFDe2\uFFFD82'],
    ['a slash in two bytes, which UTF-8 forbids', bytes('61c0af62'), 'a\uFFFDc0\uFFFDafb'],
    ['the mark itself', Buffer.from('\uFFFD'), '\uFFFDef\uFFFDbf\uFFFDbd'],
  ])('of %s is one text, which gives its bytes back', (_, name, text) => {
    expect(nameText(name)).toBe(text);
    expect(nameBytes(text)).toEqual(name);
  });

  it('is another text for other bytes, whatever they are', () => {
    const names = fc.uint8Array({ minLength: 1, maxLength: 24 }).map((all) => Buffer.from(all));
    fc.assert(
      fc.property(names, (name) => {
        const text = nameText(name);
        expect(nameBytes(text)).toEqual(name);
        expect(text.isWellFormed()).toBe(true);
        expect(text.includes('/')).toBe(name.includes('/'));
        expect(text.includes('\0')).toBe(name.includes(0));
      }),
      { numRuns: 2_000 },
    );
  });

  it('cannot climb by an escape: those of ASCII are none', () => {
    expect(nameBytes('\uFFFD2f\uFFFD2e\uFFFD2e')).toEqual(Buffer.from('\uFFFD2f\uFFFD2e\uFFFD2e'));
    expect(isEscaped('\uFFFD2f')).toBe(false);
  });
});

const inPieces = (bytes: Buffer, size: number): Readable => {
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size);
  return Readable.from(starts.map((at) => bytes.subarray(at, at + size)));
};
const odd = fc
  .uint8Array({ minLength: 1, maxLength: 150 })
  .map((all) => Buffer.from(all.filter((byte) => byte !== 0 && byte !== 47)))
  .map(nameText)
  .filter((text) => text !== '' && isSafePath(text));
const part = fc.oneof(odd, fc.constantFrom('a', 'ü', 'long'.repeat(40)));
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const entry = fc.record({
  name: path,
  type: fc.constantFrom('file' as const, 'symlink' as const, 'fifo' as const),
  content: fc.uint8Array({ maxLength: 1_500 }),
  target: path,
});

describe('a tar', () => {
  it('keeps the names of files, links and pipes byte for byte, and what is in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 5 }),
        fc.integer({ min: 1, max: 3_000 }),
        async (entries, piece) => {
          const written = entries.map(
            ({ name, type, content, target }): TarEntry => ({
              header: {
                name,
                type,
                mode: 0o640,
                size: type === 'file' ? content.length : 0,
                ...(type === 'symlink' ? { linkname: target } : {}),
              },
              ...(type === 'file' ? { content: [content] } : {}),
            }),
          );
          const whole = await gather(packTar(written));
          const found: unknown[] = [];
          for await (const { header, content } of readTar(inPieces(whole, piece)))
            found.push([header.name, header.type, header.linkname, await gather(content)]);
          expect(found).toEqual(
            entries.map(({ name, type, content, target }) => [
              name,
              type,
              type === 'symlink' ? target : null,
              Buffer.from(type === 'file' ? content : []),
            ]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
