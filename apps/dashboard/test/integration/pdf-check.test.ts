import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChildLimits } from '../../src/server/pdf/look-in-child.ts';
import { openPdfCheck } from '../../src/server/pdf/try-pdf.ts';
import { makePdf } from './support/pdf.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nanoedge-pdf-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tried = async (bytes: Buffer, limits?: ChildLimits) => {
  const file = path.join(folder, 'document.pdf');
  await writeFile(file, bytes);
  return openPdfCheck(limits)(file);
};
const refused = (fault: string) => ({ shown: false, fault });

describe('what is tried before a PDF is taken', () => {
  it('takes one, and says how many pages it has', async () => {
    expect(await tried(makePdf({ pages: 3 }))).toEqual({ shown: true, pages: 3 });
  });

  it('takes 2,000 pages', async () => {
    expect(await tried(makePdf({ pages: 2_000 }))).toEqual({ shown: true, pages: 2_000 });
  });

  it('refuses one that asks for a password, and takes one that only forbids changes', async () => {
    const secret = makePdf({ passwords: { user: 'u', owner: 'o' } });
    expect(await tried(secret)).toEqual(refused('password'));
    const restricted = makePdf({ passwords: { user: '', owner: 'o' } });
    expect(await tried(restricted)).toEqual({ shown: true, pages: 1 });
  });

  it('refuses one that was cut short anywhere, and one of zeros', async () => {
    const whole = makePdf({ pages: 40 });
    for (const share of [0.2, 0.5, 0.95])
      expect(await tried(whole.subarray(0, whole.length * share))).toEqual(refused('broken'));
    const zeros = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(5_000)]);
    expect(await tried(Buffer.concat([zeros, Buffer.from('%%EOF\n')]))).toEqual(refused('broken'));
  });

  it('refuses one without pages', async () => {
    expect(await tried(makePdf({ pages: 0 }))).toMatchObject({ shown: false });
  });

  it('refuses one whose picture takes 100 MB when drawn', async () => {
    const picture = { width: 5_000, height: 5_000 };
    expect(await tried(makePdf({ picture }))).toEqual(refused('large'));
    const small = { width: 4_000, height: 3_000 };
    expect(await tried(makePdf({ picture: small }))).toMatchObject({ shown: true });
  });

  it('ends one that takes more memory or time than it may', async () => {
    const bytes = makePdf();
    expect(await tried(bytes, { residentBytes: 1_000_000, ms: 30_000 })).toEqual(refused('large'));
    expect(await tried(bytes, { residentBytes: 600_000_000, ms: 1 })).toEqual(refused('slow'));
  });

  it('keeps its own memory while a page unpacks to more than it may take', async () => {
    const before = process.memoryUsage().rss;
    const bomb = deflateSync(Buffer.alloc(64_000_000, ' '));
    const text = makePdf().toString('latin1');
    const packed = `<< /Filter /FlateDecode /Length ${String(bomb.length)} >>\nstream\n`;
    const at = text.indexOf('4 0 obj\n') + 8;
    const end = text.indexOf('endobj', at);
    const bytes = Buffer.concat([
      Buffer.from(text.slice(0, at) + packed, 'latin1'),
      bomb,
      Buffer.from(`\nendstream\n${text.slice(end)}`, 'latin1'),
    ]);
    const verdict = await tried(bytes, { residentBytes: 250_000_000, ms: 30_000 });
    expect(verdict.shown).toBe(false);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});
