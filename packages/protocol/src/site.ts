import * as z from 'zod/mini';
import { DeviceId, RoomId, SiteId, ThingName, ZoneId } from './ids.ts';
import { ThingKind } from './coap/things.ts';

const Point = z.tuple([z.number(), z.number()]);

/**
 * A floor plan in metres, origin top left: zones as polygons, routes between zones as polylines.
 */
export const FloorPlan = z.object({
  width: z.number(),
  height: z.number(),
  zones: z.array(
    z.object({
      id: ZoneId,
      name: z.string(),
      kind: z.enum(['entrance', 'corridor', 'room', 'service']),
      outline: z.array(Point),
      room: z.nullable(RoomId),
    }),
  ),
  routes: z.array(z.object({ from: ZoneId, to: ZoneId, path: z.array(Point) })),
  waypoints: z.array(z.object({ id: z.string(), zone: ZoneId, at: Point })),
  devices: z.array(z.object({ device: DeviceId, at: Point })),
  things: z.array(
    z.object({ device: DeviceId, thing: ThingName, kind: ThingKind, zone: ZoneId, at: Point }),
  ),
});
export type FloorPlan = z.infer<typeof FloorPlan>;

export const Site = z.object({ id: SiteId, name: z.string(), plan: FloorPlan });
export type Site = z.infer<typeof Site>;
