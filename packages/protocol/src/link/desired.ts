import * as z from 'zod/mini';
import {
  CoapUrl,
  DeploymentId,
  DeploymentName,
  DeviceId,
  Digest,
  IdentityKey,
  MeetingId,
  NanoserviceName,
  PersonId,
  RoomId,
  RunId,
  SiteId,
  SnapshotId,
  TimeZone,
  ThingName,
  ZoneId,
} from '../ids.ts';
import { Capabilities } from '../capabilities.ts';
import { ServiceKeys } from '../coap/keys.ts';
import { ThingKind } from '../coap/things.ts';
import { Broker, DriverName } from '../drivers.ts';
import { MeetingSummary, Roster } from '../people.ts';
import { Bytes, EpochMs, Seconds } from '../units.ts';
import { ReleaseKey, SignedText } from './release-manifest.ts';

/**
 * What an image consists of, as the dashboard keeps it: the config (whose digest is the image id)
 * and the uncompressed layers, lowest first, each by its diff id (OCI image spec,
 * `rootfs.diff_ids`). Fetched one by one by digest.
 */
export const ImageArchive = z.object({
  configBytes: Bytes,
  layers: z
    .array(z.object({ digest: Digest, bytes: Bytes }))
    .check(z.minLength(1), z.maxLength(127)),
});
export type ImageArchive = z.infer<typeof ImageArchive>;

/**
 * One version of a nanoservice. `imageId` is the engine's image id (the digest of the image
 * config); it, not the mutable `image` reference, decides whether a container is current. With
 * `pull` the engine fetches `image` from its registry: a reference with the registry's host, best
 * pinned by a digest. Without `pull` and `archive` the image must come to the engine in another
 * way. `signed` is its ReleaseManifest; null from dashboards that sign none.
 */
export const Release = z.object({
  version: z.string(),
  image: z.string().check(z.minLength(1)),
  imageId: Digest,
  archive: z._default(z.nullable(ImageArchive), null),
  pull: z._default(z.boolean(), false),
  signed: z._default(z.nullable(SignedText), null),
});
export type Release = z.infer<typeof Release>;

export const Limits = z.object({
  memoryBytes: Bytes,
  pids: z.int().check(z.minimum(1), z.maximum(512)),
});
export type Limits = z.infer<typeof Limits>;

/**
 * A named volume of the deployment, kept when the container is replaced. At `limitMiB` (mebibytes;
 * 256 where nothing is said) its service is stopped.
 */
export const VolumeSpec = z.object({
  name: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'a volume name is lower-case letters, digits or -')),
  path: z.string().check(z.regex(/^\/[A-Za-z0-9/_-]{1,63}$/, 'a volume path is absolute')),
  limitMiB: z.exactOptional(z.int().check(z.minimum(1), z.maximum(65_536))),
});
export type VolumeSpec = z.infer<typeof VolumeSpec>;

/** Fill the volumes from a snapshot before the first start of the change that names it. */
export const RestoreSpec = z.object({ snapshot: SnapshotId, digest: Digest, bytes: Bytes });
export type RestoreSpec = z.infer<typeof RestoreSpec>;

/**
 * Take the deployment away. With `snapshot` nothing is removed before a snapshot of this run is
 * stored and verified; without it the removal is the named act "terminate without snapshot".
 * `leaveOut`: somebody agreed that what a snapshot cannot hold is lost.
 */
export const Removal = z.object({
  run: RunId,
  snapshot: z.boolean(),
  leaveOut: z.optional(z.boolean()),
});
export type Removal = z.infer<typeof Removal>;

/**
 * This nanoservice, this release, this config, on this device. `name` is unique on the device.
 * `change` is the run that brought this release and config (null: the installation did), `restart`
 * the run that asked for the last restart, in a `fresh` container or in the one that there is: a
 * container of another change or restart is not current.
 * `roster`: the agent puts the device's roster to it (`PUT /roster`) at every start and change.
 * `network`: it reaches the network beyond its device, else only its gateway and its peers.
 * `port` is the UDP port at the device's address where other devices' services reach it; null when
 * nobody does. `override` is a ReleaseOverride, where the release is older than one that was here.
 */
export const DeploymentSpec = z.object({
  id: DeploymentId,
  name: DeploymentName,
  nanoservice: NanoserviceName,
  release: Release,
  config: z.record(z.string(), z.unknown()),
  peers: z.record(z.string(), CoapUrl),
  port: z.nullable(z.int().check(z.minimum(1024), z.maximum(65_535))),
  limits: Limits,
  volumes: z.array(VolumeSpec),
  roster: z._default(z.boolean(), false),
  network: z._default(z.boolean(), false),
  change: z._default(z.nullable(RunId), null),
  restart: z._default(z.nullable(RunId), null),
  fresh: z._default(z.boolean(), false),
  restore: z._default(z.nullable(RestoreSpec), null),
  removal: z._default(z.nullable(Removal), null),
  override: z._default(z.nullable(SignedText), null),
});
export type DeploymentSpec = z.infer<typeof DeploymentSpec>;

export const ThingSpec = z.object({
  name: ThingName,
  kind: ThingKind,
  zone: ZoneId,
  driver: DriverName,
  /** As `driverSettings` has them for this kind and driver. */
  settings: z._default(z.record(z.string(), z.unknown()), () => ({})),
});
export type ThingSpec = z.infer<typeof ThingSpec>;

/**
 * What the room's idle screen needs; only for a device with a screen. Without `timeZone`, as older
 * dashboards send it, the screen goes by its own.
 */
export const DisplaySpec = z.object({
  room: RoomId,
  name: z.string(),
  greeting: z.enum(['name', 'initials']),
  timeZone: z.optional(TimeZone),
  meetings: z.array(MeetingSummary),
  /** Whom each meeting invites, and how long before its begin they may come: what may be shown. */
  entitled: z._default(z.record(MeetingId, z.array(PersonId)), () => ({})),
  admissionMinutes: z._default(z.number().check(z.minimum(0), z.maximum(1_440)), 30),
});
export type DisplaySpec = z.infer<typeof DisplaySpec>;

/**
 * The whole of what a device should do. A higher revision replaces a lower one; the agent stores it
 * before it acts.
 */
export const DesiredState = z.object({
  revision: z.int().check(z.nonnegative()),
  /**
   * When an admin made the device start over: such a desired state replaces any that is of before,
   * whatever its revision, and with it goes what the dashboard says that it has of the events.
   */
  startedOver: z._default(z.nullable(EpochMs), null),
  site: z.object({ id: SiteId, name: z.string() }),
  device: z.object({ id: DeviceId, name: z.string(), zone: ZoneId }),
  things: z.array(ThingSpec),
  /** Those that things of the device are reached through. */
  brokers: z.optional(z.array(Broker)),
  deployments: z.array(DeploymentSpec),
  /** By which releases are signed; null from dashboards that sign none. */
  releaseKey: z._default(z.nullable(ReleaseKey), null),
  /** What each deployment shares with its peers; one that is not among them hears and calls nobody. */
  keys: z._default(z.record(DeploymentId, ServiceKeys), () => ({})),
  /** What each may do at its gateway; one that is not among them may do nothing. */
  capabilities: z._default(z.record(DeploymentId, Capabilities), () => ({})),
  /** For a device with a deployment that is given it. */
  roster: z.nullable(Roster),
  /** Digests that must be on the device before they are needed. */
  content: z.array(Digest),
  display: z.nullable(DisplaySpec),
  /**
   * How long a changed service must stay healthy after its first answer before its predecessor is
   * given up.
   */
  probationSeconds: z._default(Seconds, () => Seconds.parse(5)),
  /**
   * Snapshots that the device keeps of each deployment, besides those that the dashboard does not
   * have yet.
   */
  keepSnapshots: z._default(z.int().check(z.minimum(1), z.maximum(100)), 3),
  /** Who can be walked in at a device with simulated sensors; nobody at any other. */
  walkers: z._default(
    z.array(z.object({ id: PersonId, name: z.string(), keys: z.array(IdentityKey) })),
    () => [],
  ),
});
export type DesiredState = z.infer<typeof DesiredState>;
