import { decimal, planFindings } from '@nanoedge/words';
import { type Storey, storeyOf, floorsOf, type Zone } from '../floors.ts';
import { crossesItself, sharedArea, tiny } from '../geometry/polygon.ts';
import { finding, type PlanFacts, type PlanFinding, repeated } from './finding.ts';

const about = ({ id }: Zone) => ({ object: 'zone', id }) as const;

/** Less than this, in square metres, is the thickness of a line. */
const leastOverlap = 0.01;

const namesOfFloors = ({ plan }: PlanFacts): PlanFinding[] => {
  const floors = floorsOf(plan);
  const of = ({ id }: Storey) => ({ object: 'floor', id }) as const;
  return [
    ...repeated(floors, ({ id }) => id).map((floor) =>
      finding('sameFloorId', of(floor), planFindings.sameFloorId(floor.id)),
    ),
    ...repeated(floors, ({ name }) => name.trim().toLowerCase()).map((floor) =>
      finding('sameFloorName', of(floor), planFindings.sameFloorName(floor.name)),
    ),
  ];
};

const namesOfZones = ({ plan: { zones } }: PlanFacts): PlanFinding[] => [
  ...repeated(zones, ({ id }) => id).map((zone) =>
    finding('sameZoneId', about(zone), planFindings.sameZoneId(zone.id)),
  ),
  ...repeated(zones, ({ name }) => name.trim().toLowerCase()).map((zone) =>
    finding('sameZoneName', about(zone), planFindings.sameZoneName(zone.name)),
  ),
];

const shapeOf = (zone: Zone): PlanFinding[] => {
  if (zone.outline.length < 3)
    return [finding('fewCorners', about(zone), planFindings.fewCorners(zone.name))];
  return crossesItself(zone.outline)
    ? [finding('crossesItself', about(zone), planFindings.crossesItself(zone.name))]
    : [];
};

const placeOf = ({ plan }: PlanFacts, zone: Zone): PlanFinding[] => {
  const floor = storeyOf(plan, zone);
  if (floor === undefined)
    return [
      finding('unknownFloor', about(zone), planFindings.unknownFloor(zone.name, zone.floor ?? '')),
    ];
  const isOutside = zone.outline.some(
    ([x, y]) => Math.min(x, y) < -tiny || x > floor.width + tiny || y > floor.height + tiny,
  );
  return isOutside
    ? [finding('outside', about(zone), planFindings.outside(zone.name, floor.name))]
    : [];
};

const boundsMeet = (one: Zone, other: Zone): boolean =>
  ([0, 1] as const).every((axis) => {
    const [mine, theirs] = [one, other].map(({ outline }) => outline.map((at) => at[axis]));
    return (
      Math.min(...(mine ?? [])) < Math.max(...(theirs ?? [])) &&
      Math.min(...(theirs ?? [])) < Math.max(...(mine ?? []))
    );
  });

const overlaps = ({ plan }: PlanFacts): PlanFinding[] => {
  const drawn = plan.zones.filter((zone) => shapeOf(zone).length === 0);
  return drawn.flatMap((zone, index) =>
    drawn.slice(0, index).flatMap((other) => {
      if (storeyOf(plan, zone)?.id !== storeyOf(plan, other)?.id) return [];
      if (!boundsMeet(zone, other)) return [];
      const area = sharedArea(zone.outline, other.outline);
      if (area <= leastOverlap) return [];
      const words = planFindings.overlap(zone.name, other.name, decimal(area, 2));
      return [finding('overlap', about(zone), words)];
    }),
  );
};

const roomsOf = ({ plan: { zones }, rooms }: PlanFacts): PlanFinding[] => {
  const nameOf = (id: string) => rooms?.find((room) => room.id === id)?.name ?? id;
  const taken = zones.filter(({ room }) => room !== null);
  return [
    ...repeated(taken, ({ room }) => String(room)).map((zone) => {
      const room = String(zone.room);
      const first = taken.find((other) => other.room === zone.room) ?? zone;
      const words = planFindings.roomTwice(nameOf(room), first.name, zone.name);
      return finding('roomTwice', about(zone), words);
    }),
    ...taken
      .filter((zone) => rooms?.every(({ id }) => id !== zone.room) ?? false)
      .map((zone) => {
        const words = planFindings.unknownRoom(zone.name, String(zone.room));
        return finding('unknownRoom', about(zone), words);
      }),
    ...(rooms ?? [])
      .filter((room) => zones.every(({ id }) => id !== room.zone))
      .map(({ id, name }) =>
        finding('roomWithoutZone', { object: 'room', id }, planFindings.roomWithoutZone(name)),
      ),
  ];
};

/** Floors, and zones by themselves and among each other. */
export const checkZones = (facts: PlanFacts): PlanFinding[] => [
  ...namesOfFloors(facts),
  ...namesOfZones(facts),
  ...facts.plan.zones.flatMap((zone) => [...shapeOf(zone), ...placeOf(facts, zone)]),
  ...overlaps(facts),
  ...roomsOf(facts),
];
