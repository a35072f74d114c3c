import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it('is a value that was measured, the smallest that enough do not exceed', () => {
  const values = [40, 10, 30, 20];
  expect([0, 0.25, 0.5, 0.75, 0.95, 1].map((q) => quantile(values, q))).toEqual([
    10, 10, 20, 30, 40, 40,
  ]);
});

it('of nothing is nothing', () => expect(quantile([], 0.5)).toBeNaN());
