import type { FloorPlan, ZoneId } from '@nanoedge/protocol';
import { storeyOf } from '../floors.ts';
import { findWay, type ZoneWalk } from './way.ts';

type Route = FloorPlan['routes'][number];

/** A way from an entrance to a room, as it is found through the doors of a plan. */
export interface FoundWay {
  from: ZoneId;
  to: ZoneId;
  stays: ZoneWalk[];
  metres: number;
}

const isGiven = ({ routes }: FloorPlan, from: ZoneId, to: ZoneId): boolean =>
  routes.some((route) => route.from === from && route.to === to);

/** The ways from each entrance to each room, but for those that the plan gives as routes. */
export const findWays = (plan: FloorPlan): FoundWay[] => {
  const ofKind = (kind: string) => plan.zones.filter((zone) => zone.kind === kind);
  return ofKind('entrance').flatMap(({ id: from }) =>
    ofKind('room').flatMap(({ id: to }) => {
      if (isGiven(plan, from, to)) return [];
      const stays = findWay(plan, from, to);
      if (stays === null) return [];
      const metres = stays.reduce((sum, { walk }) => sum + walk.metres, 0);
      return [{ from, to, stays, metres }];
    }),
  );
};

/** A way as routes: one for each floor that it is on, and one without a path for each change. */
const asRoutes = (plan: FloorPlan, { stays }: FoundWay): Route[] => {
  const routes: Route[] = [];
  for (const { zone, walk } of stays) {
    const path = walk.path.map(([x, y]): [number, number] => [x, y]);
    const last = routes.at(-1);
    const before = last && plan.zones.find(({ id }) => id === last.to);
    if (last === undefined || before === undefined) {
      routes.push({ from: zone.id, to: zone.id, path });
    } else if (storeyOf(plan, before)?.id === storeyOf(plan, zone)?.id) {
      last.to = zone.id;
      last.path.push(...path.slice(1));
    } else {
      routes.push({ from: before.id, to: zone.id, path: [] }, { from: zone.id, to: zone.id, path });
    }
  }
  return routes.filter(({ from, to }) => from !== to);
};

/**
 * The routes of a plan: those that it gives, and from each entrance to each room the shortest way
 * through its doors, past the lights of the zones on the way.
 */
export const findRoutes = (plan: FloorPlan): Route[] => {
  const all = [...plan.routes];
  for (const route of findWays(plan).flatMap((way) => asRoutes(plan, way)))
    if (!isGiven({ ...plan, routes: all }, route.from, route.to)) all.push(route);
  return all;
};
