import { describe, expect, it } from 'vitest';
import { packTar, unpackTar } from './tar.ts';

describe('tar', () => {
  it('gives back the files that went in, empty ones and block-sized ones too', () => {
    const files = new Map([
      ['empty', Buffer.alloc(0)],
      ['block', Buffer.alloc(512, 1)],
      ['folder/more', Buffer.alloc(513, 2)],
    ]);
    const archive = packTar([
      { path: 'folder' },
      ...[...files].map(([path, bytes]) => ({ path, bytes })),
    ]);
    expect(unpackTar(archive)).toEqual(files);
  });

  it('makes the same bytes from the same entries', () => {
    const entries = [{ path: 'nano', bytes: Buffer.from('x'), mode: 0o755, id: 65532 }];
    expect(packTar(entries)).toEqual(packTar(entries));
  });

  it('refuses a path that the header cannot hold', () => {
    expect(() => packTar([{ path: 'x'.repeat(100) }])).toThrow(RangeError);
  });
});
