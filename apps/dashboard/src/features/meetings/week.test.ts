import { describe, expect, it } from 'vitest';
import { addDays, weekNumber, weekStart } from '@nanoedge/base';
import { layoutDay, shownHours, timeAt } from './week.ts';

const tuesday = new Date('2026-11-03T00:00:00').getTime();
const hour = 3_600_000;
const at = (from: number, to: number) => ({
  startsAt: tuesday + from * hour,
  endsAt: tuesday + to * hour,
});
const hours = { from: 8, to: 18 };

it('a week starts on Monday at midnight', () => {
  expect(weekStart(tuesday + 15 * hour)).toBe(new Date('2026-11-02T00:00:00').getTime());
  expect(weekStart(new Date('2026-11-08T23:00:00').getTime())).toBe(
    new Date('2026-11-02T00:00:00').getTime(),
  );
});

it('weeks are numbered as ISO does', () => {
  expect(weekNumber(tuesday)).toBe(45);
  expect(weekNumber(new Date('2027-01-01T12:00:00').getTime())).toBe(53);
});

it('a day further is midnight again', () =>
  expect(new Date(addDays(tuesday, 40)).getHours()).toBe(0));

it('the shown hours grow with early and late meetings', () => {
  expect(shownHours([])).toEqual(hours);
  expect(shownHours([at(6.5, 7), at(17, 20.5)])).toEqual({ from: 6, to: 21 });
  expect(shownHours([at(22, 26)])).toEqual({ from: 0, to: 24 });
});

describe('layout of a day', () => {
  it('gives a lone meeting the whole width', () => {
    expect(layoutDay([at(9, 10)], tuesday, hours)).toMatchObject([
      { top: 0.1, height: 0.1, lane: 0, lanes: 1 },
    ]);
  });
  it('puts meetings that overlap beside each other, and one after them on its own', () => {
    const placed = layoutDay([at(9, 11), at(10, 12), at(13, 14)], tuesday, hours);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
  });
  it('reuses a lane that became free', () => {
    expect(
      layoutDay([at(9, 12), at(9, 10), at(10, 11)], tuesday, hours).map(({ lane }) => lane),
    ).toEqual([0, 1, 1]);
  });
  it('leaves out other days', () => expect(layoutDay([at(33, 34)], tuesday, hours)).toEqual([]));
});

it('a place in the column is a time on the quarter', () => {
  expect(timeAt(0.51, tuesday, hours)).toBe(tuesday + 13 * hour);
  expect(timeAt(2, tuesday, hours)).toBe(tuesday + 18 * hour);
});
