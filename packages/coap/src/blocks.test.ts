import { describe, expect, it } from 'vitest';
import { blockOption, entityTag, readBlockOption } from './blocks.ts';

describe('a block option', () => {
  it.each([
    [0, true, '0e'],
    [1, false, '16'],
    [15, true, 'fe'],
    [16, false, '0106'],
    [4095, false, 'fff6'],
    [4096, true, '01000e'],
  ])('for block %i (more: %s) is %s', (num, more, hex) => {
    expect(blockOption(num, more).toString('hex')).toBe(hex);
    expect(readBlockOption(blockOption(num, more))).toEqual({ num, bytes: 1024 });
  });

  it('that is empty means the first block of 16 bytes', () => {
    expect(readBlockOption(Buffer.alloc(0))).toEqual({ num: 0, bytes: 16 });
  });

  it('with the reserved size or too many bytes is none', () => {
    expect(readBlockOption(Buffer.from([7]))).toBeNull();
    expect(readBlockOption(Buffer.alloc(4))).toBeNull();
  });
});

describe('the tag of a body', () => {
  const tag = (text: string) => entityTag(Buffer.from(text)).toString('hex');

  it.each([
    ['Abcd', 'cbAd'],
    ['Abcd', 'Abdc'],
    ['ab', 'abab'],
    ['', '\0'],
    ['a\0', 'a'],
  ])('differs for %j and %j', (one, other) => {
    expect(tag(one)).not.toBe(tag(other));
  });

  it('is the same for the same body, and of 8 bytes', () => {
    expect(tag('Abcd')).toBe(tag('Abcd'));
    expect(tag('Abcd')).toHaveLength(16);
  });
});
