import { planFindings, planObjects } from '@nanoedge/words';
import { type Door, storeyOf, isInZone, wallMetres, type Zone, zonesById } from '../floors.ts';
import { fromBorder } from '../geometry/polygon.ts';
import { finding, type PlanFacts, type PlanFinding, repeated } from './finding.ts';

interface Joined {
  door: Door;
  name: string;
  zones: readonly [Zone, Zone];
}

const about = ({ id }: Door) => ({ object: 'door', id }) as const;

const onBorders = ({ door, name, zones }: Joined): PlanFinding[] => {
  const off = zones.find(({ outline }) => fromBorder(outline, door.at) > wallMetres);
  return off === undefined
    ? []
    : [finding('doorOffBorder', about(door), planFindings.doorOffBorder(name, off.name))];
};

const withinZones = ({ door, name, zones: [from, to] }: Joined): PlanFinding[] => {
  const outside = (zone: Zone) =>
    finding('stairsOutside', about(door), planFindings.stairsOutside(name, zone.name));
  const begin = isInZone(from, door.at) ? [] : [outside(from)];
  if (door.to === undefined)
    return [
      ...begin,
      finding('stairsWithoutEnd', about(door), planFindings.stairsWithoutEnd(name, to.name)),
    ];
  return isInZone(to, door.to) ? begin : [...begin, outside(to)];
};

const checkDoor = ({ plan }: PlanFacts, door: Door): PlanFinding[] => {
  const known = zonesById(plan);
  const [first, second] = door.zones;
  const [from, to] = [known.get(first), known.get(second)];
  const name = planObjects.door(door.kind, [from?.name ?? first, to?.name ?? second]);
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? first : second;
    return [finding('doorToNowhere', about(door), planFindings.doorToNowhere(name, missing))];
  }
  if (from === to)
    return [finding('doorToItself', about(door), planFindings.doorToItself(name, from.name))];
  const isFlat = storeyOf(plan, from)?.id === storeyOf(plan, to)?.id;
  const joined: Joined = { door, name, zones: [from, to] };
  switch (door.kind) {
    case 'door':
      return isFlat
        ? onBorders(joined)
        : [finding('doorBetweenFloors', about(door), planFindings.doorBetweenFloors(name))];
    case 'stairs':
    case 'lift':
      return isFlat
        ? [finding('stairsOnOneFloor', about(door), planFindings.stairsOnOneFloor(name))]
        : withinZones(joined);
  }
};

/** Doors, stairs and lifts: whether each joins two zones where it is drawn. */
export const checkDoors = (facts: PlanFacts): PlanFinding[] => {
  const { doors = [] } = facts.plan;
  return [
    ...repeated(doors, ({ id }) => id).map((door) =>
      finding('sameDoorId', about(door), planFindings.sameDoorId(door.id)),
    ),
    ...doors.flatMap((door) => checkDoor(facts, door)),
  ];
};
