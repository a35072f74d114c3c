import type { ManifestSource } from '@nanoedge/nanoruntime';
import { PlaceLesson, RoomId, Seconds, ZoneId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const MainControllerConfig = z.object({
  scanners: z.record(ZoneId, z.string()),
  rooms: z.array(z.object({ room: RoomId, zone: ZoneId, display: z.string() })),
  doors: z.optional(z.array(z.object({ from: ZoneId, to: ZoneId }))),
  lesson: z.optional(PlaceLesson),
  authentication: z.string(),
  guidance: z.string(),
  scanSeconds: Seconds,
  absenceSeconds: Seconds,
  guidanceSeconds: Seconds,
  leaseSeconds: Seconds,
  leavesWith: z.optional(z.enum(['any-key', 'every-key'])),
});
export type MainControllerConfig = z.infer<typeof MainControllerConfig>;

export const manifest = {
  name: 'main-controller',
  title: 'Main controller',
  description: 'Owns every arrival and commands the other services.',
  config: MainControllerConfig,
  fields: {
    scanners: { note: 'The scanner that covers each zone.' },
    'scanners.*': { peer: 'bluetooth-scanner' },
    rooms: { note: 'Each room: its zone, and the service of its screen.' },
    'rooms.*.display': { peer: 'meeting-room' },
    doors: {
      note: 'Between which zones people walk directly; without any, between all that have a scanner.',
    },
    lesson: { note: 'How keys are heard in each zone, if that was taught.' },
    authentication: {
      note: 'The service that says whose key it is.',
      peer: 'authentication-engine',
    },
    guidance: { note: 'The service that lights the way.', peer: 'user-guidance' },
    scanSeconds: { note: 'How long one presence keeps its zone’s scanner on.' },
    absenceSeconds: { note: 'A person whose key was not heard for this long has left.' },
    guidanceSeconds: { note: 'A guided person who has not arrived after this long is lost.' },
    leaseSeconds: { note: 'Commands are leases of this length, renewed at a third of it.' },
    leavesWith: {
      note: 'Somebody has left when the room hears any-key of theirs no more, or every-key no more.',
    },
  },
  defaults: {
    scanners: {},
    rooms: [],
    doors: [],
    authentication: 'authentication-engine',
    guidance: 'user-guidance',
    scanSeconds: 8,
    absenceSeconds: 5,
    guidanceSeconds: 120,
    leaseSeconds: 9,
    leavesWith: 'any-key',
  },
  volumes: [],
  limits: { memoryMiB: 16, pids: 16 },
  peers: [],
  calls: {
    'authentication-engine': ['POST /identify', 'POST /keys', 'GET /roster'],
    'bluetooth-scanner': ['PUT /scan', 'DELETE /scan'],
    'meeting-room': ['GET /sessions', 'PUT /sessions/{meeting}', 'DELETE /sessions/{meeting}'],
    'user-guidance': ['GET /guidance', 'PUT /guidance/{journey}', 'DELETE /guidance/{journey}'],
  },
  events: ['journey.updated', 'identity.refused', 'keys.unknown'],
  roster: false,
  published: true,
} satisfies ManifestSource<typeof MainControllerConfig>;
