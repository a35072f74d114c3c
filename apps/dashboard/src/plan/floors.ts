import { FloorId, type FloorPlan, parse, type ZoneId } from '@nanoedge/protocol';
import { planObjects } from '@nanoedge/words';
import type { Point } from './geometry/point.ts';
import { fromBorder, holds } from './geometry/polygon.ts';

export type Storey = NonNullable<FloorPlan['floors']>[number];
export type Zone = FloorPlan['zones'][number];
export type Door = NonNullable<FloorPlan['doors']>[number];

const onlyFloor = parse(FloorId, 'ground', 'floor');

/** The floors of a plan; one that names none has one, of its own size. */
export const floorsOf = ({
  floors = [],
  width,
  height,
}: Pick<FloorPlan, 'floors' | 'width' | 'height'>): [Storey, ...Storey[]] => {
  const [first, ...others] = floors;
  return first === undefined
    ? [{ id: onlyFloor, name: planObjects.onlyFloor, width, height }]
    : [first, ...others];
};

/** The floor that a zone or a device is on; undefined where the plan has none of that id. */
export const storeyOf = (plan: FloorPlan, { floor }: Pick<Zone, 'floor'>): Storey | undefined => {
  const floors = floorsOf(plan);
  return floor === undefined ? floors[0] : floors.find(({ id }) => id === floor);
};

/** The zones of a plan by their ids. */
export const zonesById = ({ zones }: FloorPlan): Map<ZoneId, Zone> =>
  new Map(zones.map((zone) => [zone.id, zone]));

/** How far from a zone's border, in metres, what hangs on its wall may be drawn. */
export const wallMetres = 0.3;

/** Whether a place is in a zone or on one of its walls. */
export const isInZone = ({ outline }: Zone, at: Point): boolean =>
  holds(outline, at) || fromBorder(outline, at) <= wallMetres;
