import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ManualClock } from './testing/manual-clock.ts';
import { atMostEvery, Throttle } from './throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('acts at once, then once more for all calls of a burst', () => {
  const act = vi.fn<() => void>();
  const throttle = new Throttle(250, act);
  throttle.call();
  throttle.call();
  throttle.call();
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(250);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(2);
});

it('acts no more once it was stopped', () => {
  const act = vi.fn<() => void>();
  const throttle = new Throttle(250, act);
  throttle.call();
  throttle.call();
  throttle.stop();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(1);
});

it('drops what comes sooner than the pause after the last that was passed on', async () => {
  vi.useRealTimers();
  const clock = new ManualClock();
  const passed: number[] = [];
  const tell = atMostEvery<number>(100, clock, (value) => passed.push(value));
  tell(1);
  tell(2);
  await clock.advance(99);
  tell(3);
  await clock.advance(1);
  tell(4);
  tell(5);
  expect(passed).toEqual([1, 4]);
});
