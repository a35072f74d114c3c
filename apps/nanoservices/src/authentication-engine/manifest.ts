import type { ManifestSource } from '@nanoedge/nanoruntime';
import * as z from 'zod/mini';

export const AuthenticationEngineConfig = z.object({
  database: z.string().check(z.minLength(1)),
  admissionMinutes: z.number().check(z.minimum(0), z.maximum(1440)),
});
export type AuthenticationEngineConfig = z.infer<typeof AuthenticationEngineConfig>;

export const manifest = {
  name: 'authentication-engine',
  title: 'Authentication engine',
  description: 'Says whose key it is and whether a meeting expects them.',
  config: AuthenticationEngineConfig,
  fields: {
    database: { note: 'Where the database is, inside the volume.' },
    admissionMinutes: {
      note: 'Participants are expected from this long before the meeting starts.',
    },
  },
  defaults: { database: '/data/authentication.sqlite', admissionMinutes: 30 },
  volumes: [{ name: 'data', path: '/data' }],
  limits: { memoryMiB: 16, pids: 16 },
  peers: [],
  calls: {},
  events: ['identity.recognised', 'identity.refused'],
  roster: true,
  published: true,
} satisfies ManifestSource<typeof AuthenticationEngineConfig>;
