import { describe, expect, it } from 'vitest';
import type { Point } from './point.ts';
import {
  areaOf,
  centroid,
  crossesItself,
  fromBorder,
  holds,
  innerCorners,
  nearestOnBorder,
  sees,
  sharedArea,
} from './polygon.ts';

const box = (left: number, top: number, width: number): Point[] => [
  [left, top],
  [left + width, top],
  [left + width, top + width],
  [left, top + width],
];

/** An L: 4 m × 4 m without its upper right quarter. */
const corner: Point[] = [
  [0, 0],
  [2, 0],
  [2, 2],
  [4, 2],
  [4, 4],
  [0, 4],
];

/** Two arms of 1 m that stand 2 m apart on a foot. */
const fork: Point[] = [
  [0, 0],
  [1, 0],
  [1, 3],
  [3, 3],
  [3, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];

describe('area and middle', () => {
  it('are those of the shape, whichever way round it was drawn', () => {
    expect([areaOf(corner), areaOf(corner.toReversed())]).toEqual([12, 12]);
    expect(centroid(box(2, 4, 2))).toEqual([3, 5]);
    expect(centroid(box(2, 4, 2).toReversed())).toEqual([3, 5]);
    // The mean of its corners would be 2 and 2
    expect(centroid(corner).map((metres) => metres.toFixed(2))).toEqual(['1.67', '2.33']);
  });

  it('are nothing and the mean of the corners for a line', () => {
    const line: Point[] = [
      [0, 0],
      [4, 0],
    ];
    expect([areaOf(line), centroid(line)]).toEqual([0, [2, 0]]);
  });
});

describe('holds', () => {
  it.each([
    { at: [1, 1], held: true, where: 'inside' },
    { at: [3, 1], held: false, where: 'in the quarter that is cut away' },
    { at: [2, 1], held: true, where: 'on the border' },
    { at: [4, 4], held: true, where: 'on a corner' },
    { at: [-1, 2], held: false, where: 'at the height of a corner, outside' },
    { at: [2.0005, 1], held: true, where: 'half a millimetre outside' },
    { at: [2.01, 1], held: false, where: 'a centimetre outside' },
  ] as const)('says $held of a point $where', ({ at, held }) => {
    expect(holds(corner, at)).toBe(held);
  });

  it('says no of a shape without corners', () => {
    expect(holds([], [0, 0])).toBe(false);
  });
});

describe('the border', () => {
  it('is as far as the nearest edge, seen from either side', () => {
    expect([fromBorder(corner, [1, 3]), fromBorder(corner, [3, 1])]).toEqual([1, 1]);
    expect(nearestOnBorder(box(0, 0, 2), [1.5, 5])).toEqual([1.5, 2]);
  });
});

describe('crossesItself', () => {
  it.each([
    { shape: corner, crossed: false, what: 'an L' },
    { shape: box(0, 0, 1), crossed: false, what: 'a box' },
    {
      shape: [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
      ],
      crossed: true,
      what: 'a bow tie',
    },
    {
      shape: [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
      ],
      crossed: true,
      what: 'a shape whose corner touches its other side',
    },
    {
      shape: [
        [0, 0],
        [4, 0],
        [2, 0],
        [2, 2],
      ],
      crossed: true,
      what: 'an edge that turns back on itself',
    },
    {
      shape: [
        [0, 0],
        [2, 0],
        [4, 0],
        [4, 2],
      ],
      crossed: false,
      what: 'a corner in the middle of a straight edge',
    },
  ] as { shape: Point[]; crossed: boolean; what: string }[])(
    'says $crossed of $what',
    ({ shape, crossed }) => {
      expect(crossesItself(shape)).toBe(crossed);
    },
  );
});

describe('sharedArea', () => {
  it('is what two shapes both cover', () => {
    expect(sharedArea(box(0, 0, 2), box(1, 1, 2))).toBeCloseTo(1);
    expect(sharedArea(corner, box(1, 1, 2))).toBeCloseTo(3);
    expect(sharedArea(box(0, 0, 4), box(1, 1, 1))).toBeCloseTo(1);
  });

  it('is nothing between neighbours, or where one fills the gap of the other', () => {
    expect(sharedArea(box(0, 0, 2), box(2, 0, 2))).toBe(0);
    expect(sharedArea(corner, box(2, 0, 2))).toBe(0);
  });
});

describe('innerCorners', () => {
  it('are those that bend inwards, whichever way round the shape was drawn', () => {
    expect(innerCorners(corner)).toEqual([[2, 2]]);
    expect(innerCorners(corner.toReversed())).toEqual([[2, 2]]);
    expect(innerCorners(box(0, 0, 2))).toEqual([]);
  });
});

describe('sees', () => {
  it.each([
    { from: [0.5, 3.5], to: [3.5, 3.5], seen: true, where: 'through the foot' },
    { from: [0.5, 0.5], to: [3.5, 0.5], seen: false, where: 'from arm to arm' },
    { from: [0.5, 0], to: [3.5, 0], seen: false, where: 'along the open side of both arms' },
    { from: [1, 0], to: [3, 0], seen: false, where: 'between the inner corners of the arms' },
    { from: [1, 3], to: [3, 3], seen: true, where: 'along the inner wall' },
    { from: [1, 0], to: [1, 3], seen: true, where: 'along the side of an arm' },
    { from: [0.5, 0.5], to: [1, 3], seen: true, where: 'to an inner corner' },
    { from: [0.5, 0.5], to: [3, 3], seen: false, where: 'past an inner corner' },
    { from: [0.5, 1], to: [0.5, 1], seen: true, where: 'where it stands' },
  ] as const)('says $seen $where of a fork', ({ from, to, seen }) => {
    expect([sees(fork, from, to), sees(fork, to, from)]).toEqual([seen, seen]);
  });
});
