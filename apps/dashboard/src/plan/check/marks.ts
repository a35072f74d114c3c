import { planFindings, planObjects, thingWord } from '@nanoedge/words';
import type { FloorPlan } from '@nanoedge/protocol';
import { storeyOf, isInZone, type Zone, zonesById } from '../floors.ts';
import { finding, type PlanFacts, type PlanFinding, repeated } from './finding.ts';

const checkWaypoint = (
  { plan }: PlanFacts,
  { id, zone, at }: FloorPlan['waypoints'][number],
): PlanFinding[] => {
  const about = { object: 'waypoint', id } as const;
  const found = zonesById(plan).get(zone);
  if (found === undefined)
    return [finding('waypointNowhere', about, planFindings.waypointNowhere(id, zone))];
  return isInZone(found, at)
    ? []
    : [finding('waypointOutside', about, planFindings.waypointOutside(id, found.name))];
};

const checkDevice = (
  { plan, devices }: PlanFacts,
  mark: FloorPlan['devices'][number],
): PlanFinding[] => {
  const { device, at } = mark;
  const about = { object: 'device', id: device } as const;
  const floor = storeyOf(plan, mark)?.id;
  const isHere = (zone: Zone) => storeyOf(plan, zone)?.id === floor && isInZone(zone, at);
  const known = devices?.find(({ id }) => id === device);
  const name = known?.name ?? device;
  const zone = known && zonesById(plan).get(known.zone);
  if (zone === undefined)
    return plan.zones.some(isHere)
      ? []
      : [finding('deviceNowhere', about, planFindings.deviceNowhere(name))];
  return isHere(zone)
    ? []
    : [finding('deviceOutside', about, planFindings.deviceOutside(name, zone.name))];
};

const checkThing = (
  { plan, devices }: PlanFacts,
  { device, thing, kind, zone, at }: FloorPlan['things'][number],
): PlanFinding[] => {
  const about = { object: 'thing', id: `${device}/${thing}` } as const;
  const owner = devices?.find(({ id }) => id === device)?.name ?? device;
  const name = planObjects.thing(thingWord[kind], owner);
  const found = zonesById(plan).get(zone);
  if (found === undefined)
    return [finding('thingNowhere', about, planFindings.thingNowhere(name, zone))];
  return isInZone(found, at)
    ? []
    : [finding('thingOutside', about, planFindings.thingOutside(name, found.name))];
};

/** Guidance lights, devices and things: whether each is drawn in its zone. */
export const checkMarks = (facts: PlanFacts): PlanFinding[] => {
  const { waypoints, devices, things } = facts.plan;
  return [
    ...repeated(waypoints, ({ id }) => id).map(({ id }) =>
      finding('sameWaypointId', { object: 'waypoint', id }, planFindings.sameWaypointId(id)),
    ),
    ...waypoints.flatMap((waypoint) => checkWaypoint(facts, waypoint)),
    ...devices.flatMap((mark) => checkDevice(facts, mark)),
    ...things.flatMap((mark) => checkThing(facts, mark)),
  ];
};
