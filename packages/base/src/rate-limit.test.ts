import { ManualClock } from './testing/index.ts';
import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

const admitted = (limit: RateLimit, source: string, count: number): number =>
  Array.from({ length: count }, () => limit.admits(source)).filter(Boolean).length;

it('admits a burst, and then as much as time allows', async () => {
  const clock = new ManualClock();
  const limit = new RateLimit(clock, { perSecond: 10, burst: 5 });
  expect(admitted(limit, 'a', 20)).toBe(5);
  await clock.advance(300);
  expect(admitted(limit, 'a', 20)).toBe(3);
  await clock.advance(60_000);
  expect(admitted(limit, 'a', 20)).toBe(5);
});

it('lets a flood from one source take nothing from another', () => {
  const limit = new RateLimit(new ManualClock(), { perSecond: 10, burst: 5 });
  admitted(limit, 'a', 1000);
  expect(admitted(limit, 'b', 5)).toBe(5);
});

it('forgets the source that spoke longest ago when there are too many', () => {
  const limit = new RateLimit(new ManualClock(), { perSecond: 1, burst: 1 });
  expect(limit.admits('first')).toBe(true);
  for (let source = 0; source < 63; source += 1) limit.admits(`${source}`);
  expect(limit.admits('first')).toBe(false);
  for (let source = 0; source < 64; source += 1) limit.admits(`other-${source}`);
  expect(limit.admits('first')).toBe(true);
});
