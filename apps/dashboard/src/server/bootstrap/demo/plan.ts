import { type FloorPlan, FloorPlan as FloorPlanSchema, parse } from '@nanoedge/protocol';

const box = ([left, top]: [number, number], [right, bottom]: [number, number]) => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

const zones = [
  {
    id: 'entrance',
    name: 'Entrance',
    kind: 'entrance',
    outline: box([0.5, 3], [5, 9.5]),
    room: null,
  },
  {
    id: 'corridor',
    name: 'Corridor',
    kind: 'corridor',
    outline: box([5, 5], [19, 7.5]),
    room: null,
  },
  {
    id: 'aurora',
    name: 'Aurora',
    kind: 'room',
    outline: box([14, 0.5], [23.5, 5]),
    room: 'aurora',
  },
  {
    id: 'closet',
    name: 'Server closet',
    kind: 'service',
    outline: box([8, 7.5], [12, 11]),
    room: null,
  },
];

const routes = [
  {
    from: 'entrance',
    to: 'aurora',
    path: [
      [2.5, 6.25],
      [7.5, 6.25],
      [12.5, 6.25],
      [17.5, 6.25],
      [17.5, 3],
    ],
  },
];

const waypoints = [
  { id: 'w1', zone: 'corridor', at: [7.5, 6.25] },
  { id: 'w2', zone: 'corridor', at: [12.5, 6.25] },
  { id: 'w3', zone: 'corridor', at: [17.5, 6.25] },
];

/** Devices and things by the short name of their device. */
const devices = [
  { device: 'entrance', at: [1.25, 3.75] },
  { device: 'corridor', at: [10, 5.4] },
  { device: 'room', at: [22.75, 4.25] },
  { device: 'closet', at: [10, 9.25] },
];

const things = [
  { device: 'entrance', thing: 'motion', kind: 'motion', zone: 'entrance', at: [4.5, 3.75] },
  { device: 'entrance', thing: 'ble', kind: 'ble', zone: 'entrance', at: [4.5, 8.75] },
  { device: 'corridor', thing: 'lights', kind: 'lights', zone: 'corridor', at: [14, 5.4] },
  { device: 'room', thing: 'motion', kind: 'motion', zone: 'aurora', at: [15, 4.25] },
  { device: 'room', thing: 'ble', kind: 'ble', zone: 'aurora', at: [15, 1.25] },
  { device: 'room', thing: 'screen', kind: 'screen', zone: 'aurora', at: [22.75, 2] },
];

/**
 * The demo building, 24 m × 12 m: entrance at the left, a corridor of 14 m with three lights, room
 * Aurora above its end. `device` gives the id of a device by its short name.
 */
export const demoPlan = (device: (name: string) => string): FloorPlan => {
  const withId = <T extends { device: string }>(mark: T): T => ({
    ...mark,
    device: device(mark.device),
  });
  return parse(
    FloorPlanSchema,
    {
      width: 24,
      height: 12,
      zones,
      routes,
      waypoints,
      devices: devices.map(withId),
      things: things.map(withId),
    },
    'demo floor plan',
  );
};
