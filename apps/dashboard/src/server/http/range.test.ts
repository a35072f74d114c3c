import { describe, expect, it } from 'vitest';
import { rangeOf } from './range.ts';

describe('a Range header', () => {
  it('asks for the bytes between both ends, cut at the end of the file', () => {
    expect(rangeOf('bytes=0-', 10)).toEqual({ start: 0, end: 9 });
    expect(rangeOf('bytes=4-', 10)).toEqual({ start: 4, end: 9 });
    expect(rangeOf('bytes=4-5', 10)).toEqual({ start: 4, end: 5 });
    expect(rangeOf('bytes=4-99', 10)).toEqual({ start: 4, end: 9 });
    expect(rangeOf('bytes=-3', 10)).toEqual({ start: 7, end: 9 });
    expect(rangeOf('bytes=-30', 10)).toEqual({ start: 0, end: 9 });
  });

  it('asks for everything when it is absent, malformed or has several ranges', () => {
    for (const header of [
      undefined,
      '',
      'bytes=-',
      'bytes=5-4',
      'bytes=0-1,3-4',
      'lines=0-',
      'bytes=a-',
    ])
      expect(rangeOf(header, 10)).toBeNull();
  });

  it('cannot be satisfied behind the end', () => {
    expect(rangeOf('bytes=10-', 10)).toBe('unsatisfiable');
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
    expect(rangeOf('bytes=-0', 10)).toBe('unsatisfiable');
  });
});
