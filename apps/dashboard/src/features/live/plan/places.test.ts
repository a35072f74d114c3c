import { DeviceId, FloorPlan, parse } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { beside, labelPlace, lingerMs, placePeople, pointAlong, routeBetween } from './places.ts';
import { journeyWith } from '@/browser/live/test-journey.ts';

const square = (x: number, y: number) => [
  [x, y],
  [x + 4, y],
  [x + 4, y + 4],
  [x, y + 4],
];
const plan = parse(
  FloorPlan,
  {
    width: 12,
    height: 4,
    zones: [
      { id: 'entrance', name: 'Entrance', kind: 'entrance', outline: square(0, 0), room: null },
      { id: 'corridor', name: 'Corridor', kind: 'corridor', outline: square(4, 0), room: null },
      { id: 'aurora', name: 'Aurora', kind: 'room', outline: square(8, 0), room: 'aurora' },
    ],
    routes: [
      {
        from: 'entrance',
        to: 'corridor',
        path: [
          [2, 2],
          [6, 2],
        ],
      },
      {
        from: 'aurora',
        to: 'corridor',
        path: [
          [10, 2],
          [6, 2],
        ],
      },
    ],
    waypoints: [],
    devices: [],
    things: [],
  },
  'a plan for a test',
);
const seen = (changes: Record<string, unknown>, stateSince = 0) => ({
  journey: journeyWith(changes),
  stateSince,
});

describe('routes', () => {
  it('are joined over zones between, walked in either direction', () => {
    expect(routeBetween(plan, 'entrance', 'aurora')).toEqual([
      [2, 2],
      [6, 2],
      [6, 2],
      [10, 2],
    ]);
  });
  it('that do not exist are null', () =>
    expect(routeBetween(plan, 'entrance', 'cellar')).toBeNull());
  it('give the point at a share of their length', () =>
    expect(
      pointAlong(
        [
          [0, 0],
          [4, 0],
          [4, 4],
        ],
        0.75,
      ),
    ).toEqual([4, 2]));
  it('of two people run beside each other', () =>
    expect(
      beside(
        [
          [0, 0],
          [4, 0],
        ],
        1,
      ).map(([x, y]) => [x + 0, y]),
    ).toEqual([
      [0, 1],
      [4, 1],
    ]));
});

describe('people', () => {
  it('who are guided move along their way, but never arrive before a sensor says so', () => {
    const at = (now: number) => placePeople(plan, [seen({})], now)[0]?.at[0] ?? Number.NaN;
    expect(at(0)).toBeLessThan(at(5000));
    expect(at(5000)).toBeLessThan(at(10_000));
    expect(at(1_000_000)).toBe(at(10_000));
    expect(at(1_000_000)).toBeLessThan(10);
  });

  it('in the meeting stand in the room, each in a place of their own', () => {
    const places = placePeople(
      plan,
      [
        seen({ id: 'a', state: 'in-meeting', zone: 'aurora' }),
        seen({ id: 'b', state: 'in-meeting', zone: 'aurora' }),
      ],
      0,
    ).map(({ at }) => at);
    expect(places[0]).toEqual([10, 2]);
    expect(places[1]).not.toEqual(places[0]);
  });

  it('who are refused stay at the entrance for a while, then go', () => {
    const refused = seen({ state: 'refused', refusal: 'unknown' }, 1000);
    expect(placePeople(plan, [refused], 1000 + lingerMs - 1)[0]?.manner).toBe('refused');
    expect(placePeople(plan, [refused], 1000 + lingerMs)).toEqual([]);
  });

  it('of whom two journeys speak stand in one place only, the newest', () => {
    const before = seen({ id: 'a', state: 'in-meeting', zone: 'aurora' });
    const refused = seen(
      { id: 'b', state: 'refused', refusal: 'uninvited', updatedAt: 2000 },
      2000,
    );
    expect(placePeople(plan, [before, refused], 2000).map(({ journey }) => journey.id)).toEqual([
      'b',
    ]);
  });

  it('are gone an hour after their meeting, though nobody said that they left', () => {
    const sitting = seen({ id: 'a', state: 'in-meeting', zone: 'aurora' });
    expect(placePeople(plan, [sitting], 3_600_000)).toHaveLength(1);
    expect(placePeople(plan, [sitting], 2 * 3_600_000)).toEqual([]);
  });

  it('who left are not drawn', () =>
    expect(placePeople(plan, [seen({ state: 'left' })], 0)).toEqual([]));
});

it('ways beside each other stay parallel around a bend', () => {
  const right = beside(
    [
      [0, 0],
      [4, 0],
      [4, 4],
    ],
    1,
  );
  expect(right.map(([x, y]) => [Math.round(x), Math.round(y)])).toEqual([
    [0, 1],
    [3, 1],
    [3, 4],
  ]);
});

it('a zone is named in a corner that hides no mark', () => {
  const marked = {
    ...plan,
    devices: [{ device: parse(DeviceId, 'd', 'an id'), at: [1, 1] as [number, number] }],
  };
  expect(
    labelPlace(
      plan,
      square(0, 0).map(([x = 0, y = 0]) => [x, y] as const),
    ),
  ).toEqual({ x: 0, y: 0, end: false });
  expect(
    labelPlace(
      marked,
      square(0, 0).map(([x = 0, y = 0]) => [x, y] as const),
    ),
  ).not.toMatchObject({ x: 0, y: 0 });
});
