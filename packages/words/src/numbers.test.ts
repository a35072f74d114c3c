import { expect, it } from 'vitest';
import { percent, plural, signed } from './numbers.ts';

it('one is singular, nought and more are plural', () => {
  expect([0, 1, 2].map((count) => plural(count, 'person', 'people'))).toEqual([
    '0 people',
    '1 person',
    '2 people',
  ]);
});

it('thousands are grouped', () => expect(plural(12_345, 'event')).toBe('12,345 events'));

it('a share reads as whole percents', () => expect(percent(0.425)).toBe('43 %'));

it('a negative number has a true minus', () => expect([-67, 4].map(signed)).toEqual(['−67', '4']));
