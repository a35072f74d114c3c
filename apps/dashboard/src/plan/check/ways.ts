import type { FloorPlan, ZoneId } from '@nanoedge/protocol';
import { planFindings } from '@nanoedge/words';
import { holds } from '../geometry/polygon.ts';
import { zonesById } from '../floors.ts';
import { finding, type PlanFacts, type PlanFinding } from './finding.ts';

/** Zones that one comes into one after the other: through each door, and along each route. */
const joinedZones = ({ zones, doors = [], routes }: FloorPlan): ZoneId[][] => [
  ...doors.map((door) => [...door.zones]),
  ...routes.map(({ from, to, path }) => [
    from,
    ...zones.filter(({ outline }) => path.some((at) => holds(outline, at))).map(({ id }) => id),
    to,
  ]),
];

const reachedFrom = (plan: FloorPlan, entrances: readonly ZoneId[]): Set<ZoneId> => {
  const joined = joinedZones(plan);
  const reached = new Set(entrances);
  const queue = [...entrances];
  for (const zone of queue)
    for (const next of joined.filter((zones) => zones.includes(zone)).flat())
      if (!reached.has(next)) {
        reached.add(next);
        queue.push(next);
      }
  return reached;
};

const checkReach = (plan: FloorPlan): PlanFinding[] => {
  const entrances = plan.zones.filter(({ kind }) => kind === 'entrance').map(({ id }) => id);
  if (entrances.length === 0 && plan.zones.length > 0) {
    const none = finding('noEntrance', { object: 'plan', id: '' }, planFindings.noEntrance());
    return [{ ...none, weight: 'warning' }];
  }
  const reached = reachedFrom(plan, entrances);
  return plan.zones
    .filter(({ id }) => !reached.has(id))
    .map(({ id, name }) => ({
      ...finding('unreachable', { object: 'zone', id }, planFindings.unreachable(name)),
      weight: 'warning',
    }));
};

/**
 * Routes, and whether each zone can be reached from an entrance. A plan without `doors` says nothing
 * of where one walks but by its routes, so nothing of it is out of reach.
 */
export const checkWays = ({ plan }: PlanFacts): PlanFinding[] => {
  const known = zonesById(plan);
  const lost = plan.routes.flatMap(({ from, to }) => {
    const missing = [from, to].find((zone) => !known.has(zone));
    if (missing === undefined) return [];
    const about = { object: 'route', id: `${from}/${to}` } as const;
    return [finding('routeToNowhere', about, planFindings.routeToNowhere(missing))];
  });
  return [...lost, ...(plan.doors === undefined ? [] : checkReach(plan))];
};
