import { expect, it } from 'vitest';
import { serverTime, takeOffsets } from './server-time.ts';

const heard = (...messages: readonly [saidAt: number, pageAt: number][]): readonly number[] =>
  messages.reduce<readonly number[]>(
    (known, [saidAt, pageAt]) => takeOffsets(known, [{ saidAt }], pageAt),
    [],
  );

it('knows no time of the dashboard before it has said one', () => {
  expect(serverTime([], 1000)).toBeNull();
  expect(serverTime(takeOffsets([], [{ saidAt: null }], 1000), 1000)).toBeNull();
});

it('follows a clock of the dashboard that is an hour ahead or behind', () => {
  expect(serverTime(heard([3_600_000, 0]), 500)).toBe(3_600_500);
  expect(serverTime(heard([0, 3_600_000]), 3_600_500)).toBe(500);
});

it('is not made to believe old things by a message that was held up on its way', () => {
  expect(serverTime(heard([1000, 1010], [2000, 9000]), 10_000)).toBe(9990);
});

it('finds the clock again soon after the page’s own was set forward', () => {
  const before: [number, number][] = Array.from({ length: 8 }, (_, n) => [n * 1000, n * 1000]);
  const after: [number, number][] = Array.from({ length: 8 }, (_, n) => [
    8000 + n * 1000,
    3_608_000 + n * 1000,
  ]);
  expect(serverTime(heard(...before, ...after), 3_616_000)).toBe(16_000);
});
