import { describe, expect, it } from 'vitest';
import { addDays, ownZone, startOfDay, weekNumber, weekStart } from '@nanoedge/base';
import { hourPx, layoutDay, leastPx, shareOf, shownHours, timeAt } from './week.ts';

const tuesday = new Date('2026-11-03T00:00:00').getTime();
const hour = 3_600_000;
const zone = ownZone();
const day = { start: tuesday, zone };
const at = (from: number, to: number) => ({
  startsAt: tuesday + from * hour,
  endsAt: tuesday + to * hour,
});
const hours = { from: 8, to: 18 };

it('a week starts on Monday at midnight', () => {
  expect(weekStart(tuesday + 15 * hour, zone)).toBe(new Date('2026-11-02T00:00:00').getTime());
  expect(weekStart(new Date('2026-11-08T23:00:00').getTime(), zone)).toBe(
    new Date('2026-11-02T00:00:00').getTime(),
  );
});

it('weeks are numbered as ISO does', () => {
  expect(weekNumber(tuesday, zone)).toBe(45);
  expect(weekNumber(new Date('2027-01-01T12:00:00').getTime(), zone)).toBe(53);
});

it('a day further is midnight again', () =>
  expect(new Date(addDays(tuesday, 40, zone)).getHours()).toBe(0));

it('the shown hours grow with early and late meetings', () => {
  expect(shownHours([], zone)).toEqual(hours);
  expect(shownHours([at(6.5, 7), at(17, 20.5)], zone)).toEqual({ from: 6, to: 21 });
  expect(shownHours([at(22, 26)], zone)).toEqual({ from: 0, to: 24 });
});

describe('layout of a day', () => {
  it('gives a lone meeting the whole width', () => {
    expect(layoutDay([at(9, 10)], day, hours)).toMatchObject([
      { top: 0.1, height: 0.1, lane: 0, lanes: 1 },
    ]);
  });
  it('puts meetings that overlap beside each other, and one after them on its own', () => {
    const placed = layoutDay([at(9, 11), at(10, 12), at(13, 14)], day, hours);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
  });
  it('reuses a lane that became free', () => {
    expect(
      layoutDay([at(9, 12), at(9, 10), at(10, 11)], day, hours).map(({ lane }) => lane),
    ).toEqual([0, 1, 1]);
  });
  it('puts a short meeting beside the one that follows at once, so that both are seen whole', () => {
    const short = at(10 - 8 / 60, 10);
    const placed = layoutDay([short, at(10, 11)], day, hours);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(placed[0]?.height).toBeCloseTo(leastPx / hourPx / 10);
    expect(layoutDay([short, at(10.5, 11)], day, hours).map(({ lanes }) => lanes)).toEqual([1, 1]);
  });
  it('keeps several short meetings apart, and the last of the day inside it', () => {
    const row = [0, 1, 2, 3].map((index) => at(9 + index / 12, 9 + (index + 1) / 12));
    const lanes = layoutDay(row, day, hours).map(({ lane }) => lane);
    expect(new Set(lanes).size).toBe(4);
    const [last] = layoutDay([at(18 - 5 / 60, 18)], day, hours);
    expect((last?.top ?? 1) + (last?.height ?? 1)).toBeCloseTo(1);
  });
  it('leaves out other days', () => expect(layoutDay([at(33, 34)], day, hours)).toEqual([]));
});

it('a place in the column is a time on the quarter', () => {
  expect(timeAt(0.51, day, hours)).toBe(tuesday + 13 * hour);
  expect(timeAt(2, day, hours)).toBe(tuesday + 18 * hour);
});

describe('a day on which the clock changes', () => {
  const utc = (text: string): number => Date.parse(`${text}Z`);
  const dayOf = (at: number, where: string) => ({ start: startOfDay(at, where), zone: where });

  it.each([
    ['forward in Berlin', 'Europe/Berlin', '2026-03-29T08:00'],
    ['back in Berlin', 'Europe/Berlin', '2026-10-25T09:00'],
    ['forward in New York', 'America/New_York', '2026-03-08T14:00'],
    ['back in New York', 'America/New_York', '2026-11-01T15:00'],
    ['half an hour back on Lord Howe', 'Australia/Lord_Howe', '2026-04-04T23:30'],
    ['half an hour forward on Lord Howe', 'Australia/Lord_Howe', '2026-10-03T23:00'],
    ['forward at midnight in Beirut', 'Asia/Beirut', '2026-03-29T07:00'],
  ])('draws 10 to 11 at 10, and takes a drag there for 10 to 11: %s', (_day, where, start) => {
    const ten = { startsAt: utc(start), endsAt: utc(start) + hour };
    const changed = dayOf(ten.startsAt, where);
    expect(shownHours([ten], where)).toEqual(hours);
    expect(layoutDay([ten], changed, hours)).toEqual([
      { item: ten, top: expect.closeTo(0.2), height: expect.closeTo(0.1), lane: 0, lanes: 1 },
    ]);
    expect(timeAt(0.2, changed, hours)).toBe(ten.startsAt);
    expect(timeAt(0.3, changed, hours)).toBe(ten.endsAt);
    expect(shareOf(changed, hours, ten.startsAt)).toBeCloseTo(0.2);
  });

  it('puts two meetings beside each other that are in the two halves of an hour shown twice', () => {
    const [first, second] = ['2026-10-25T00:00', '2026-10-25T01:00'].map((start) => ({
      startsAt: utc(start),
      endsAt: utc(start) + hour,
    }));
    if (first === undefined || second === undefined) throw new TypeError('no meetings');
    const placed = layoutDay([first, second], dayOf(first.startsAt, 'Europe/Berlin'), {
      from: 0,
      to: 24,
    });
    expect(placed.map(({ lanes }) => lanes)).toEqual([2, 2]);
  });
});

describe('a meeting from 22:00 to 02:00', () => {
  const night = at(22, 26);
  const whole = { from: 0, to: 24 };

  it('is drawn to the end of its first day and from the start of its second', () => {
    const second = { start: addDays(tuesday, 1, zone), zone };
    expect(layoutDay([night], day, whole)).toMatchObject([
      { top: expect.closeTo(22 / 24) as number, height: expect.closeTo(2 / 24) as number },
    ]);
    expect(layoutDay([night], second, whole)).toMatchObject([
      { top: 0, height: expect.closeTo(2 / 24) as number },
    ]);
  });

  it('is on no third day, and one that ends at midnight on no second', () => {
    const [second, third] = [1, 2].map((days) => ({ start: addDays(tuesday, days, zone), zone }));
    if (second === undefined || third === undefined) throw new TypeError('no days');
    expect(layoutDay([night], third, whole)).toEqual([]);
    expect(layoutDay([at(22, 24)], second, whole)).toEqual([]);
  });
});
