import { expect, it } from 'vitest';
import { inkOn, luminance } from './colour.ts';

const okabeIto = [
  '#000000',
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
];

it.each(okabeIto)('initials on %s reach AA', (colour) => {
  const [a, b] = [luminance(colour), luminance(inkOn(colour))];
  expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(4.5);
});
