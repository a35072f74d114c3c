import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafePath, plainName } from './path.ts';

describe('a safe path', () => {
  const piece = fc.constantFrom('a', 'ü', '..', '.', '', '/', '\\', '\0', 'C:', ' ');

  it('never leads out of the folder where it starts, whatever separates folders there', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = pieces.join('');
        if (!isSafePath(path)) return;
        expect(posix.resolve('/v', path)).toBe(`/v/${path}`);
        if (path.includes('\\')) expect(win32.resolve('D:\\v', path)).toMatch(/^D:\\v(\\|$)/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('may be any name that Linux takes', () => {
    for (const path of ['a', '...', 'a..', ' ', 'dev\\x2ddisk', 'a/b c/ü☃', '-', 'a\nb'])
      expect(isSafePath(path), path).toBe(true);
  });
});

describe('the name of an entry', () => {
  it('is plain without what stands around it', () => {
    expect(['./', '.', './a/b/', '././a', 'a'].map(plainName)).toEqual(['', '', 'a/b', 'a', 'a']);
  });
});
