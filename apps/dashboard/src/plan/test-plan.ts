import { FloorPlan, parse } from '@nanoedge/protocol';

type Given = Partial<Record<keyof FloorPlan, unknown>>;

/** Corners of a rectangle. */
export const box = ([left, top, width, height]: readonly [
  number,
  number,
  number,
  number,
]): unknown => [
  [left, top],
  [left + width, top],
  [left + width, top + height],
  [left, top + height],
];

/**
 * A plan for tests, 20 m × 10 m: a lobby (4 × 4) at the left, a hall (10 × 2) right of it, and the
 * room Aurora (4 × 4) below the hall's far end, with a door between each two of them.
 */
export const testPlan = (given: Given = {}): FloorPlan =>
  parse(
    FloorPlan,
    {
      width: 20,
      height: 10,
      zones: [
        { id: 'lobby', name: 'Lobby', kind: 'entrance', outline: box([0, 0, 4, 4]), room: null },
        { id: 'hall', name: 'Hall', kind: 'corridor', outline: box([4, 0, 10, 2]), room: null },
        { id: 'aurora', name: 'Aurora', kind: 'room', outline: box([10, 2, 4, 4]), room: 'aurora' },
      ],
      doors: [
        { id: 'd1', kind: 'door', zones: ['lobby', 'hall'], at: [4, 1] },
        { id: 'd2', kind: 'door', zones: ['hall', 'aurora'], at: [12, 2] },
      ],
      routes: [],
      waypoints: [{ id: 'w1', zone: 'hall', at: [8, 1] }],
      devices: [{ device: 'dev-1', at: [1, 1] }],
      things: [{ device: 'dev-1', thing: 'pir', kind: 'motion', zone: 'lobby', at: [2, 0.5] }],
      ...given,
    },
    'test plan',
  );
