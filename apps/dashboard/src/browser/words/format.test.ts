import { describe, expect, it } from 'vitest';
import { formatBytes, formatSpan, plural, shortId } from './format.ts';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [740, '740 B'],
    [172_000, '172 kB'],
    [2_280_000, '2.28 MB'],
    [104_000_000, '104 MB'],
    [16_777_216, '16.8 MB'],
    [25_300_000_000, '25.3 GB'],
  ])('%d reads %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('spans', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '< 1 ms'],
    [97, '97 ms'],
    [1950, '1.95 s'],
    [12_340, '12.3 s'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [11_400_000, '3 h 10 min'],
    [183_600_000, '2 d 3 h'],
  ])('%d ms reads %s', (ms, text) => expect(formatSpan(ms)).toBe(text));
});

it('one is singular, nought and more are plural', () => {
  expect([0, 1, 2].map((count) => plural(count, 'person', 'people'))).toEqual([
    '0 people',
    '1 person',
    '2 people',
  ]);
});

it('a digest is shortened without its algorithm', () => {
  expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
});
