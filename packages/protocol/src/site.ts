import * as z from 'zod/mini';
import { DeviceId, Digest, DoorId, FloorId, RoomId, SiteId, ThingName, ZoneId } from './ids.ts';
import { ThingKind } from './coap/things.ts';

const Point = z.tuple([z.number(), z.number()]);

const Metres = z.number().check(z.positive());

/**
 * One storey, its size in metres. `picture` lies under its zones: an image of the content store, one
 * of its pixels `scale` metres wide, its top left corner at `at`.
 */
const Floor = z.object({
  id: FloorId,
  name: z.string(),
  width: Metres,
  height: Metres,
  picture: z.exactOptional(z.object({ digest: Digest, scale: Metres, at: Point })),
});

/**
 * Where one walks from a zone into another. A door of kind `door` is on the border of two zones of
 * one floor, at `at`; stairs and lifts are at `at` in the first zone and at `to` in the second one.
 */
const Door = z.object({
  id: DoorId,
  kind: z.enum(['door', 'stairs', 'lift']),
  zones: z.tuple([ZoneId, ZoneId]),
  at: Point,
  to: z.exactOptional(Point),
});

/**
 * A floor plan in metres, origin top left: zones as polygons, doors between them, routes between
 * zones as polylines. Without `floors` there is one, of `width` and `height`; what names no floor
 * is on the first. Without `routes` the ways follow the doors; without `doors` nobody has said
 * where one walks but by `routes`.
 */
export const FloorPlan = z.object({
  width: z.number(),
  height: z.number(),
  floors: z.exactOptional(z.array(Floor)),
  zones: z.array(
    z.object({
      id: ZoneId,
      name: z.string(),
      kind: z.enum(['entrance', 'corridor', 'room', 'service']),
      floor: z.exactOptional(FloorId),
      outline: z.array(Point),
      room: z.nullable(RoomId),
    }),
  ),
  doors: z.exactOptional(z.array(Door)),
  routes: z.array(z.object({ from: ZoneId, to: ZoneId, path: z.array(Point) })),
  waypoints: z.array(z.object({ id: z.string(), zone: ZoneId, at: Point })),
  devices: z.array(z.object({ device: DeviceId, floor: z.exactOptional(FloorId), at: Point })),
  things: z.array(
    z.object({ device: DeviceId, thing: ThingName, kind: ThingKind, zone: ZoneId, at: Point }),
  ),
});
export type FloorPlan = z.infer<typeof FloorPlan>;

export const Site = z.object({ id: SiteId, name: z.string(), plan: FloorPlan });
export type Site = z.infer<typeof Site>;
