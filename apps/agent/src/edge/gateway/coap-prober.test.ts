import { expect, it } from 'vitest';
import { askEveryMs } from './coap-prober.ts';

it('asks every 5 ms for the first 2 s, then every 50 ms, after 5 s every half second', () => {
  expect([0, 1_999, 2_000, 4_999, 5_000, 60_000].map(askEveryMs)).toEqual([5, 5, 50, 50, 500, 500]);
});
