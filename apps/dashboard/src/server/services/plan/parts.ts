import { isSameValue, type MergeRules } from '@nanoedge/base';
import type { FloorPlan, RoomId } from '@nanoedge/protocol';
import type { PlanRoom } from './view.ts';

/** A room without its place, which the plan says. */
export type RoomOfPlan = Omit<PlanRoom, 'zone'>;

/** A room as it is drawn: where it is, the plan says. */
export const drawnRoom = ({ id, name, capacity, equipment }: RoomOfPlan): RoomOfPlan => ({
  id,
  name,
  capacity,
  equipment,
});

/** A plan with its rooms. */
export interface Drawing {
  plan: FloorPlan;
  rooms: readonly RoomOfPlan[];
}

type ById<T> = Record<string, T>;

/** A drawing object by object, so that two of them can be brought together. */
export interface PlanParts {
  size: Pick<FloorPlan, 'width' | 'height'>;
  floors: ById<NonNullable<FloorPlan['floors']>[number]>;
  zones: ById<FloorPlan['zones'][number]>;
  doors: ById<NonNullable<FloorPlan['doors']>[number]>;
  routes: ById<FloorPlan['routes'][number]>;
  waypoints: ById<FloorPlan['waypoints'][number]>;
  devices: ById<FloorPlan['devices'][number]>;
  things: ById<FloorPlan['things'][number]>;
  rooms: ById<RoomOfPlan>;
}

/** Objects go together field by field, an outline as a whole. */
export const planRules: MergeRules<PlanParts> = {
  size: 'value',
  floors: 'record',
  zones: 'record',
  doors: 'record',
  routes: 'record',
  waypoints: 'record',
  devices: 'record',
  things: 'record',
  rooms: 'record',
};

const byId = <T>(items: readonly T[], idOf: (item: T) => string): ById<T> =>
  Object.fromEntries(items.map((item) => [idOf(item), item]));

export const partsOf = ({ plan, rooms }: Drawing): PlanParts => ({
  size: { width: plan.width, height: plan.height },
  floors: byId(plan.floors ?? [], ({ id }) => id),
  zones: byId(plan.zones, ({ id }) => id),
  doors: byId(plan.doors ?? [], ({ id }) => id),
  routes: byId(plan.routes, ({ from, to }) => `${from}/${to}`),
  waypoints: byId(plan.waypoints, ({ id }) => id),
  devices: byId(plan.devices, ({ device }) => device),
  things: byId(plan.things, ({ device, thing }) => `${device}/${thing}`),
  rooms: byId(rooms, ({ id }) => id),
});

/** The drawing of parts; `doors`: whether anybody has drawn doors, also when none is left. */
export const drawingOf = (parts: PlanParts, { doors }: { doors: boolean }): Drawing => {
  const floors = Object.values(parts.floors);
  const [first] = floors;
  const { width, height } = first ?? parts.size;
  const plan: FloorPlan = {
    width,
    height,
    zones: Object.values(parts.zones),
    routes: Object.values(parts.routes),
    waypoints: Object.values(parts.waypoints),
    devices: Object.values(parts.devices),
    things: Object.values(parts.things),
  };
  if (first !== undefined) plan.floors = floors;
  if (doors) plan.doors = Object.values(parts.doors);
  return { plan, rooms: Object.values(parts.rooms) };
};

export interface PartChanges {
  added: string[];
  changed: string[];
  removed: string[];
  /** Whether anything without a name of its own differs. */
  elsewhere: boolean;
}

/** Zones by name, and whether anything else was drawn otherwise. */
export const changesOf = (now: PlanParts, next: PlanParts): PartChanges => {
  const isNew = ([id]: [string, unknown]) => !Object.hasOwn(now.zones, id);
  const nameOf = (id: string, zone: { name: string }) => now.zones[id]?.name ?? zone.name;
  const zones = Object.entries(next.zones);
  const roomOf = (parts: PlanParts, room: RoomId | null) =>
    room === null ? null : parts.rooms[room];
  const others = (parts: PlanParts) => ({ ...parts, zones: null, rooms: null });
  return {
    added: zones.filter(isNew).map(([, { name }]) => name),
    changed: zones
      .filter(([id, zone]) => {
        const before = now.zones[id];
        if (before === undefined) return false;
        const was = [before, roomOf(now, before.room)];
        return !isSameValue(was, [zone, roomOf(next, zone.room)]);
      })
      .map(([id, zone]) => nameOf(id, zone)),
    removed: Object.entries(now.zones)
      .filter(([id]) => !Object.hasOwn(next.zones, id))
      .map(([, { name }]) => name),
    elsewhere: !isSameValue(others(now), others(next)),
  };
};
