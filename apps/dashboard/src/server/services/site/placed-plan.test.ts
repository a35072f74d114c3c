import { DeviceId, FloorPlan, parse, ThingName, ZoneId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { planAsPlaced } from './placed-plan.ts';

const square = (left: number): [number, number][] => [
  [left, 0],
  [left + 10, 0],
  [left + 10, 10],
  [left, 10],
];
const [hall, room] = ['hall', 'room'].map((id) => parse(ZoneId, id, 'zone')) as [ZoneId, ZoneId];
const [one, two] = ['one', 'two'].map((id) => parse(DeviceId, id, 'device')) as [
  DeviceId,
  DeviceId,
];
const motion = parse(ThingName, 'motion', 'thing');
const plan = parse(
  FloorPlan,
  {
    width: 20,
    height: 10,
    zones: [
      { id: hall, name: 'Hall', kind: 'corridor', outline: square(0), room: null },
      { id: room, name: 'Room', kind: 'room', outline: square(10), room: null },
    ],
    routes: [],
    waypoints: [],
    devices: [
      { device: one, at: [1, 1] },
      { device: two, at: [2, 1] },
    ],
    things: [{ device: one, thing: motion, kind: 'motion', zone: hall, at: [3, 1] }],
  },
  'plan',
);
const device = (id: DeviceId, zone: ZoneId) => ({
  id,
  zone,
  documented: { name: id, zone: hall },
});

it('leaves what never moved where it was drawn, and what nobody knows any more', () => {
  const things = [{ device: one, name: motion, zone: hall }];
  const undocumented = { ...device(two, hall), documented: null };
  expect(planAsPlaced(plan, { devices: [device(one, hall), undocumented], things })).toEqual(plan);
  expect(planAsPlaced(plan, { devices: [], things: [] })).toEqual(plan);
});

it('draws what was moved in the middle of its zone, side by side', () => {
  const placed = planAsPlaced(plan, {
    devices: [device(one, room), device(two, room)],
    things: [{ device: one, name: motion, zone: room }],
  });
  expect(placed.devices.map(({ at }) => at)).toEqual([
    [15, 5],
    [16, 5],
  ]);
  expect(placed.things).toMatchObject([{ zone: room, at: [17, 5] }]);
});

it('draws a device where it was drawn when its zone has no shape', () => {
  const shapeless = { ...plan, zones: plan.zones.map((zone) => ({ ...zone, outline: [] })) };
  const placed = planAsPlaced(shapeless, { devices: [device(one, room)], things: [] });
  expect(placed.devices).toEqual(plan.devices);
});

it('leaves a mark that was drawn anew in the zone where its device is now', () => {
  const drawn = { ...plan, devices: [{ device: one, at: [12, 3] as [number, number] }] };
  const placed = planAsPlaced(drawn, { devices: [device(one, room)], things: [] });
  expect(placed.devices).toEqual(drawn.devices);
});

it('draws what was moved to another floor on that floor', () => {
  const floors = ['ground', 'upper'].map((id) => ({ id, name: id, width: 20, height: 10 }));
  const [below, above] = plan.zones;
  const zones = [below, { ...above, floor: 'upper', outline: square(0) }];
  const high = parse(FloorPlan, { ...plan, floors, zones }, 'plan');
  const placed = planAsPlaced(high, { devices: [device(one, room)], things: [] });
  expect(placed.devices).toEqual([
    { device: one, floor: 'upper', at: [5, 5] },
    { device: two, at: [2, 1] },
  ]);
});
