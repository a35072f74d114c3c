import type { FloorPlan } from '@nanoedge/protocol';
import { isInZone, storeyOf } from '../../../plan/floors.ts';
import { placeInside } from '../../../plan/routes/inside.ts';
import type { devices, things } from '../../db/schema/index.ts';

type Drawn = Pick<typeof devices.$inferSelect, 'id' | 'zone' | 'documented'>;
type Attached = Pick<typeof things.$inferSelect, 'device' | 'name' | 'zone'>;
type Point = FloorPlan['devices'][number]['at'];

/**
 * The plan with what was moved since it was drawn in the middle of the zone where it is now, side by
 * side; what never moved, or was drawn in that zone since, is where it was drawn.
 */
export const planAsPlaced = (
  plan: FloorPlan,
  found: { devices: readonly Drawn[]; things: readonly Attached[] },
): FloorPlan => {
  const taken = new Map<string, number>();
  const zoneOf = (zone: string) => plan.zones.find(({ id }) => id === zone);
  const middleOf = (zone: string, drawn: Point): Point => {
    const outline = zoneOf(zone)?.outline ?? [];
    if (outline.length === 0) return drawn;
    const before = taken.get(zone) ?? 0;
    taken.set(zone, before + 1);
    const [x, y] = placeInside(outline);
    return [x + before, y];
  };
  const isDrawnIn = (zone: string, mark: FloorPlan['devices'][number]): boolean => {
    const found = zoneOf(zone);
    return (
      found !== undefined &&
      isInZone(found, mark.at) &&
      storeyOf(plan, found)?.id === storeyOf(plan, mark)?.id
    );
  };
  return {
    ...plan,
    devices: plan.devices.map((mark) => {
      const device = found.devices.find(({ id }) => id === mark.device);
      const drawnIn = device?.documented?.zone ?? device?.zone;
      if (device === undefined || drawnIn === device.zone || isDrawnIn(device.zone, mark))
        return mark;
      const { floor: _, ...moved } = mark;
      const floor = zoneOf(device.zone)?.floor;
      const at = middleOf(device.zone, mark.at);
      return floor === undefined ? { ...moved, at } : { ...moved, floor, at };
    }),
    things: plan.things.map((mark) => {
      const { zone } =
        found.things.find(({ device, name }) => device === mark.device && name === mark.thing) ??
        mark;
      return zone === mark.zone ? mark : { ...mark, zone, at: middleOf(zone, mark.at) };
    }),
  };
};
