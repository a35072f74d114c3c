import { isTimeZone } from '@nanoedge/base';
import {
  Colour,
  DeploymentId,
  DeploymentName,
  DeviceId,
  Digest,
  FloorPlan,
  IdentityKey,
  NanoserviceName,
  PersonId,
  RoomId,
  SiteId,
  ThingSpec,
  TimeZone,
  VolumeSpec,
  ZoneId,
} from '@nanoedge/protocol';
import { bootstrapProblems } from '@nanoedge/words';
import * as z from 'zod';
import { roles } from '../../policy/roles.ts';
import { ReleaseSpecInput } from '../services/nanoservices/schema.ts';

const BootstrapRelease = z.object({
  nanoservice: NanoserviceName,
  version: z.string().min(1),
  image: z.string().min(1),
  imageId: Digest,
  bytes: z.int().nonnegative(),
  architecture: z.string().min(1).max(32).default('amd64'),
  spec: z.optional(ReleaseSpecInput),
  archive: z.string().startsWith('/', bootstrapProblems.archive).optional(),
});
/**
 * One built image: `imageId` is the engine's id of it, `bytes` its whole size, `architecture` as
 * Docker names it. `spec` absent: what the image says of itself. `archive`: path of a tar of
 * `docker save` on this machine, taken in at the start.
 */
export type BootstrapRelease = z.input<typeof BootstrapRelease>;

const BootstrapDeployment = z.object({
  id: DeploymentId,
  device: DeviceId,
  name: DeploymentName,
  nanoservice: NanoserviceName,
  config: z.record(z.string(), z.unknown()),
  peers: z.array(z.string()),
  port: z.int().min(1024).max(65_535).nullable(),
  memoryBytes: z.optional(z.int().positive()),
  pids: z.optional(z.int().min(1).max(512)),
  volumes: z.optional(z.array(VolumeSpec)),
});

/**
 * Everything that a new installation begins with. Applied at every start
 * (`NANOEDGE_BOOTSTRAP_FILE`): users, people and keys are made once and then left to their owners;
 * site, things, releases and deployments follow the document, but for deployments that an admin
 * changed or removed.
 */
export const BootstrapDocument = z.object({
  version: z.literal(1),
  users: z.array(
    z.object({
      email: z.email(),
      name: z.string().min(1),
      role: z.enum(roles),
      password: z.string().min(10),
      person: z.optional(PersonId),
    }),
  ),
  site: z.object({
    id: SiteId,
    name: z.string().min(1),
    /** The IANA name of its zone; absent: what it has, or else that of the installation. */
    timeZone: z.optional(TimeZone.check(z.refine(isTimeZone, bootstrapProblems.timeZone))),
    plan: FloorPlan,
    rooms: z.array(
      z.object({
        id: RoomId,
        name: z.string().min(1),
        zone: ZoneId,
        greeting: z.enum(['name', 'initials']),
      }),
    ),
  }),
  /** A device that has enrolled before needs no join key. */
  devices: z.array(
    z.object({
      id: DeviceId,
      name: z.string().min(1),
      zone: ZoneId,
      labels: z.array(z.string()),
      joinKey: z.string().min(16).max(200).nullable(),
      things: z.array(ThingSpec),
    }),
  ),
  people: z.array(
    z.object({
      id: PersonId,
      name: z.string().min(1),
      initials: z.string().min(1).max(3),
      colour: Colour,
      keys: z.array(IdentityKey),
    }),
  ),
  releases: z.array(BootstrapRelease),
  /**
   * Each runs the last release of its nanoservice in this document; limits and volumes that it does
   * not name are those of the release.
   */
  deployments: z.array(BootstrapDeployment),
});
export type BootstrapDocument = z.infer<typeof BootstrapDocument>;
