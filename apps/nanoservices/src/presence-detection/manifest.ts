import type { ManifestSource } from '@nanoedge/nanoruntime';
import { Milliseconds, Seconds, ThingName, ZoneId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const PresenceDetectionConfig = z.object({
  zone: ZoneId,
  motion: ThingName,
  debounceMs: Milliseconds,
  holdSeconds: Seconds,
  repeatSeconds: Seconds,
});
export type PresenceDetectionConfig = z.infer<typeof PresenceDetectionConfig>;

export const manifest = {
  name: 'presence-detection',
  title: 'Presence detection',
  description: 'Watches a motion sensor and reports that somebody moves in its zone.',
  config: PresenceDetectionConfig,
  fields: {
    zone: { note: 'The zone that the motion sensor watches.' },
    motion: { note: 'The motion sensor.', thing: 'motion' },
    debounceMs: { note: 'Motion shorter than this is noise.' },
    holdSeconds: { note: 'Presence ends when nothing moved for this long.' },
    repeatSeconds: { note: 'While presence lasts it is reported again this often.' },
  },
  defaults: { motion: 'motion', debounceMs: 100, holdSeconds: 3, repeatSeconds: 2 },
  volumes: [],
  limits: { memoryMiB: 16, pids: 16 },
  peers: ['main-controller'],
  calls: { 'main-controller': ['POST /presence'] },
  events: ['presence.detected', 'presence.cleared'],
  roster: false,
  published: false,
} satisfies ManifestSource<typeof PresenceDetectionConfig>;
