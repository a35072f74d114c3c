import { DoorId, type FloorPlan, parse, RoomId, ZoneId } from '@nanoedge/protocol';
import { planWords } from '@nanoedge/words';
import type { Outputs } from '@/browser/api/trpc.ts';
import { storeyOf, type Zone } from '@/plan/floors.ts';
import { distance, type Point } from '@/plan/geometry/point.ts';
import { edgesOf, fromBorder, nearestOnBorder } from '@/plan/geometry/polygon.ts';

export type PlanSource = Outputs['plan']['get'];
export type RoomFields = Omit<PlanSource['rooms'][number], 'zone'>;

/** A plan with its rooms while somebody draws. */
export interface Sketch {
  plan: FloorPlan;
  rooms: readonly RoomFields[];
}

/** What is selected; of a thing, `id` is its device's and its own name with a `/` between. */
export interface Selected {
  object: 'zone' | 'door' | 'waypoint' | 'device' | 'thing';
  id: string;
}

export const gridMetres = 0.25;
const cornerMetres = 0.3;

export const onGrid = (metres: number): number =>
  Math.max(0, Math.round(metres / gridMetres) * gridMetres);

export const sketchOf = ({ plan, rooms }: PlanSource): Sketch => ({
  plan,
  rooms: rooms.map(({ id, name, capacity, equipment }) => ({ id, name, capacity, equipment })),
});

export const thingId = ({ device, thing }: FloorPlan['things'][number]): string =>
  `${device}/${thing}`;

/** A corner of another zone nearby, else the grid. */
export const snapped = ({ zones }: FloorPlan, at: Point, but?: string): [number, number] => {
  const corners = zones.filter(({ id }) => id !== but).flatMap(({ outline }) => outline);
  const near = corners
    .filter((corner) => distance(corner, at) <= cornerMetres)
    .toSorted((a, b) => distance(a, at) - distance(b, at))[0];
  return near === undefined ? [onGrid(at[0]), onGrid(at[1])] : [near[0], near[1]];
};

const freeId = (prefix: string, taken: readonly string[]): string => {
  let number = 1;
  while (taken.includes(`${prefix}-${String(number)}`)) number += 1;
  return `${prefix}-${String(number)}`;
};

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const outlineOf = ({ x, y, width, height }: Box): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

export const boxOf = (outline: readonly Point[]): Box => {
  const [across, down] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const [x, y] = [Math.min(...across), Math.min(...down)];
  return { x, y, width: Math.max(...across) - x, height: Math.max(...down) - y };
};

/** The outline moved and stretched into another box. */
export const intoBox = (outline: readonly Point[], to: Box): [number, number][] => {
  const from = boxOf(outline);
  const scaled =
    ([start, size]: [number, number], [next, length]: [number, number]) =>
    (at: number) =>
      size === 0 ? next : next + ((at - start) * length) / size;
  const across = scaled([from.x, from.width], [to.x, to.width]);
  const down = scaled([from.y, from.height], [to.y, to.height]);
  return outline.map(([x, y]) => [across(x), down(y)]);
};

/** A sketch with parts of its plan changed; that doors were drawn is said from then on. */
export const withPlan = (sketch: Sketch, change: Partial<FloorPlan>): Sketch => ({
  ...sketch,
  plan: { ...sketch.plan, doors: sketch.plan.doors ?? [], ...change },
});

export const addZone = (sketch: Sketch, box: Box, floor?: Zone['floor']): [Sketch, Selected] => {
  const { zones } = sketch.plan;
  const id = parse(
    ZoneId,
    freeId(
      'zone',
      zones.map((zone) => String(zone.id)),
    ),
    'zone',
  );
  let number = zones.length + 1;
  while (zones.some(({ name }) => name === planWords.newZone(number))) number += 1;
  const zone: Zone = {
    id,
    name: planWords.newZone(number),
    kind: zones.length === 0 ? 'entrance' : 'corridor',
    outline: outlineOf(box),
    room: null,
    ...(floor === undefined ? {} : { floor }),
  };
  return [withPlan(sketch, { zones: [...zones, zone] }), { object: 'zone', id }];
};

/** Changes a zone; a room that is booked by the zone's name goes by the new one. */
export const changeZone = (sketch: Sketch, id: string, change: Partial<Zone>): Sketch => {
  const before = sketch.plan.zones.find((zone) => zone.id === id);
  const zones = sketch.plan.zones.map((zone) => (zone.id === id ? { ...zone, ...change } : zone));
  const name = change.name;
  const rooms = sketch.rooms.map((room) =>
    name !== undefined && room.id === before?.room && room.name === before.name
      ? { ...room, name }
      : room,
  );
  return { ...withPlan(sketch, { zones }), rooms };
};

export const changeRoom = (sketch: Sketch, id: string, change: Partial<RoomFields>): Sketch => ({
  ...sketch,
  rooms: sketch.rooms.map((room) => (room.id === id ? { ...room, ...change } : room)),
});

/** Makes a zone a room that can be booked, or no longer one. */
export const bookable = (sketch: Sketch, zone: Zone, on: boolean): Sketch => {
  if (!on) {
    const rooms = sketch.rooms.filter(({ id }) => id !== zone.room);
    return { ...changeZone(sketch, zone.id, { room: null }), rooms };
  }
  const id = parse(RoomId, freeId(`room-${crypto.randomUUID().slice(0, 8)}`, []), 'room');
  const rooms = [...sketch.rooms, { id, name: zone.name, capacity: null, equipment: [] }];
  return { ...changeZone(sketch, zone.id, { room: id, kind: 'room' }), rooms };
};

/** The middle of the longest piece of wall that two zones share; null when they do not touch. */
export const sharedWall = (one: Zone, other: Zone): [number, number] | null => {
  const points = (from: Zone, to: Zone) =>
    edgesOf(from.outline).flatMap((edge) => {
      const ends = [...edge, ...edge.map((end) => nearestOnBorder(to.outline, end) ?? end)].filter(
        (at) => fromBorder(to.outline, at) < 0.01 && fromBorder(from.outline, at) < 0.01,
      );
      return ends.flatMap((a) => ends.map((b) => [a, b] as const));
    });
  const [longest] = [...points(one, other), ...points(other, one)]
    .filter(([a, b]) =>
      [one, other].every(
        ({ outline }) => fromBorder(outline, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]) < 0.01,
      ),
    )
    .toSorted(([a, b], [c, d]) => distance(c, d) - distance(a, b));
  if (longest === undefined || distance(...longest) < 0.5) return null;
  const [[ax, ay], [bx, by]] = longest;
  return [(ax + bx) / 2, (ay + by) / 2];
};

/** The zones that one could walk into from a zone: on its floor, touching it. */
export const neighboursOf = (
  { plan }: Sketch,
  zone: Zone,
): { zone: Zone; at: [number, number] }[] =>
  plan.zones.flatMap((other) => {
    if (other.id === zone.id || storeyOf(plan, other)?.id !== storeyOf(plan, zone)?.id) return [];
    const at = sharedWall(zone, other);
    return at === null ? [] : [{ zone: other, at }];
  });

export const addDoor = (
  sketch: Sketch,
  zones: readonly [ZoneId, ZoneId],
  at: [number, number],
): [Sketch, Selected] => {
  const doors = sketch.plan.doors ?? [];
  const id = parse(
    DoorId,
    freeId(
      'door',
      doors.map((door) => String(door.id)),
    ),
    'door',
  );
  const door = { id, kind: 'door' as const, zones: [...zones] as [ZoneId, ZoneId], at };
  return [withPlan(sketch, { doors: [...doors, door] }), { object: 'door', id }];
};

export const addLight = (
  sketch: Sketch,
  zone: ZoneId,
  at: [number, number],
): [Sketch, Selected] => {
  const { waypoints } = sketch.plan;
  const id = freeId(
    'w',
    waypoints.map((waypoint) => waypoint.id),
  );
  return [
    withPlan(sketch, { waypoints: [...waypoints, { id, zone, at }] }),
    { object: 'waypoint', id },
  ];
};

/** Where the selected object is; of a zone, its top left corner. */
export const placeOf = ({ plan }: Sketch, { object, id }: Selected): [number, number] | null => {
  switch (object) {
    case 'zone': {
      const zone = plan.zones.find((one) => one.id === id);
      if (zone === undefined) return null;
      const { x, y } = boxOf(zone.outline);
      return [x, y];
    }
    case 'door':
      return plan.doors?.find((one) => one.id === id)?.at ?? null;
    case 'waypoint':
      return plan.waypoints.find((one) => one.id === id)?.at ?? null;
    case 'device':
      return plan.devices.find((one) => one.device === id)?.at ?? null;
    case 'thing':
      return plan.things.find((one) => thingId(one) === id)?.at ?? null;
  }
};

/** Moves the selected object to a place; a zone with everything of its walls. */
export const moveTo = (sketch: Sketch, { object, id }: Selected, at: [number, number]): Sketch => {
  const { plan } = sketch;
  switch (object) {
    case 'zone': {
      const zone = plan.zones.find((one) => one.id === id);
      if (zone === undefined) return sketch;
      const outline = intoBox(zone.outline, { ...boxOf(zone.outline), x: at[0], y: at[1] });
      return changeZone(sketch, id, { outline });
    }
    case 'door':
      return withPlan(sketch, {
        doors: (plan.doors ?? []).map((one) => (one.id === id ? { ...one, at } : one)),
      });
    case 'waypoint':
      return withPlan(sketch, {
        waypoints: plan.waypoints.map((one) => (one.id === id ? { ...one, at } : one)),
      });
    case 'device':
      return withPlan(sketch, {
        devices: plan.devices.map((one) => (one.device === id ? { ...one, at } : one)),
      });
    case 'thing':
      return withPlan(sketch, {
        things: plan.things.map((one) => (thingId(one) === id ? { ...one, at } : one)),
      });
  }
};

/** Takes an object away: a zone with its doors, lights, routes and room. */
export const removeFrom = (sketch: Sketch, { object, id }: Selected): Sketch => {
  const { plan, rooms } = sketch;
  switch (object) {
    case 'zone': {
      const gone = plan.zones.find((one) => one.id === id);
      const next = withPlan(sketch, {
        zones: plan.zones.filter((one) => one.id !== id),
        doors: (plan.doors ?? []).filter(({ zones }) => zones.every((zone) => zone !== id)),
        waypoints: plan.waypoints.filter(({ zone }) => zone !== id),
        routes: plan.routes.filter(({ from, to }) => from !== id && to !== id),
      });
      return { ...next, rooms: rooms.filter((room) => room.id !== gone?.room) };
    }
    case 'door':
      return withPlan(sketch, { doors: (plan.doors ?? []).filter((one) => one.id !== id) });
    case 'waypoint':
      return withPlan(sketch, { waypoints: plan.waypoints.filter((one) => one.id !== id) });
    case 'device':
    case 'thing':
      return sketch;
  }
};
