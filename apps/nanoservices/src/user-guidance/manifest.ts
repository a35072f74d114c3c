import type { ManifestSource } from '@nanoedge/nanoruntime';
import { ThingName, Waypoint, ZoneId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const UserGuidanceConfig = z.object({
  lights: ThingName,
  routes: z.array(
    z.object({ from: ZoneId, to: ZoneId, waypoints: z.array(Waypoint).check(z.minLength(1)) }),
  ),
});
export type UserGuidanceConfig = z.infer<typeof UserGuidanceConfig>;

export const manifest = {
  name: 'user-guidance',
  title: 'User guidance',
  description: 'Lights the way, a colour for each person.',
  config: UserGuidanceConfig,
  fields: {
    lights: { note: 'The lights along the way.', thing: 'lights' },
    routes: { note: 'The ways through the building, waypoint by waypoint.' },
  },
  defaults: { lights: 'lights', routes: [] },
  volumes: [],
  limits: { memoryMiB: 16, pids: 16 },
  peers: [],
  calls: {},
  events: ['guidance.started', 'guidance.stopped'],
  roster: false,
  published: true,
} satisfies ManifestSource<typeof UserGuidanceConfig>;
