import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { digestOf, hexOf } from './digest.ts';
import { filesOfTar, packLayer } from './layer.ts';

describe('a layer', () => {
  it('gives back the files that went in, empty ones and block-sized ones too', async () => {
    const files = new Map([
      ['empty', Buffer.alloc(0)],
      ['block', Buffer.alloc(512, 1)],
      ['folder/more', Buffer.alloc(513, 2)],
    ]);
    const archive = packLayer([
      { path: 'folder' },
      ...[...files].map(([path, bytes]) => ({ path, bytes })),
    ]);
    expect(await filesOfTar(archive)).toEqual(files);
  });

  it('makes the same bytes from the same entries', () => {
    const entries = [{ path: 'nano', bytes: Buffer.from('x'), mode: 0o755, id: 65532 }];
    expect(packLayer(entries)).toEqual(packLayer(entries));
  });

  it('has the bytes that it had in earlier releases', async () => {
    const stored = await filesOfTar(
      await readFile(new URL('../fixtures/packed.tar', import.meta.url).pathname),
    );
    const runtime = packLayer([
      { path: 'nano', bytes: Buffer.from('runtime'), mode: 0o755 },
      { path: 'data', id: 65532, mode: 0o750 },
    ]);
    const service = packLayer([{ path: 'service.qbc', bytes: Buffer.from('bytecode') }]);
    for (const layer of [runtime, service])
      expect(stored.get(`${hexOf(digestOf(layer))}.tar`)).toEqual(layer);
  });

  it('refuses a path that the header cannot hold', () => {
    expect(() => packLayer([{ path: 'x'.repeat(100) }])).toThrow(RangeError);
  });
});
