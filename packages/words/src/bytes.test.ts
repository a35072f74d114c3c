import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatLimit, formatRoom } from './bytes.ts';

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

  it.each([
    [999.6, '1.0 kB'],
    [1_849, '1.8 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [9_995_000, '10.0 MB'],
    [999_600_000, '1.00 GB'],
    [5_000_000_000_000, '5,000 GB'],
  ])('%d is rounded before the unit is chosen: %s', (bytes, text) =>
    expect(formatBytes(bytes)).toBe(text),
  );

  it('never shows more than three digits below a thousand gigabytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_000_000_000 }), (bytes) => {
        expect(formatBytes(bytes).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('a limit is told in the mebibytes that it was set in', () =>
    expect(formatLimit(25 * 1024 * 1024)).toBe('25 MB'));

  it('room is told to a tenth of a megabyte', () => {
    expect([1_000_000, 54_000_000, 16_777_216].map(formatRoom)).toEqual([
      '1.0 MB',
      '54.0 MB',
      '16.8 MB',
    ]);
  });
});
