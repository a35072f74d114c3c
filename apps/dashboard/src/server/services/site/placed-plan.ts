import type { FloorPlan } from '@nanoedge/protocol';
import type { devices, things } from '../../db/schema/index.ts';

type Drawn = Pick<typeof devices.$inferSelect, 'id' | 'zone' | 'documented'>;
type Attached = Pick<typeof things.$inferSelect, 'device' | 'name' | 'zone'>;
type Point = FloorPlan['devices'][number]['at'];

const meanOf = (outline: readonly Point[], axis: 0 | 1): number =>
  outline.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, outline.length);

/**
 * The plan with what was moved since it was drawn in the middle of the zone where it is now, side by
 * side; what never moved is where it was drawn.
 */
export const planAsPlaced = (
  plan: FloorPlan,
  found: { devices: readonly Drawn[]; things: readonly Attached[] },
): FloorPlan => {
  const taken = new Map<string, number>();
  const middleOf = (zone: string, drawn: Point): Point => {
    const outline = plan.zones.find(({ id }) => id === zone)?.outline ?? [];
    if (outline.length === 0) return drawn;
    const before = taken.get(zone) ?? 0;
    taken.set(zone, before + 1);
    return [meanOf(outline, 0) + before, meanOf(outline, 1)];
  };
  return {
    ...plan,
    devices: plan.devices.map((mark) => {
      const device = found.devices.find(({ id }) => id === mark.device);
      const drawnIn = device?.documented?.zone ?? device?.zone;
      return device === undefined || drawnIn === device.zone
        ? mark
        : { ...mark, at: middleOf(device.zone, mark.at) };
    }),
    things: plan.things.map((mark) => {
      const { zone } =
        found.things.find(({ device, name }) => device === mark.device && name === mark.thing) ??
        mark;
      return zone === mark.zone ? mark : { ...mark, zone, at: middleOf(zone, mark.at) };
    }),
  };
};
