import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Throttle } from './throttle.ts';

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
