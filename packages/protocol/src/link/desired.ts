import * as z from 'zod/mini';
import { CoapUrl, DeploymentId, DeviceId, Digest, NanoserviceName, RoomId, SiteId, ThingName, ZoneId } from '../ids.ts';
import { ThingKind } from '../coap/things.ts';
import { MeetingSummary, Roster } from '../people.ts';
import { Bytes } from '../units.ts';

/** One version of a nanoservice. `imageId` is the engine's image id (the digest of the image config); it, not the
 *  mutable `image` reference, decides whether a container is current. */
export const Release = z.object({ version: z.string(), image: z.string().check(z.minLength(1)), imageId: Digest });
export type Release = z.infer<typeof Release>;

export const Limits = z.object({ memoryBytes: Bytes, pids: z.int().check(z.minimum(1), z.maximum(512)) });
export type Limits = z.infer<typeof Limits>;

/** A named volume of the deployment, kept when the container is replaced. */
export const VolumeSpec = z.object({
  name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'a volume name is lower-case letters, digits or -')),
  path: z.string().check(z.regex(/^\/[A-Za-z0-9/_-]{1,63}$/, 'a volume path is absolute')),
});
export type VolumeSpec = z.infer<typeof VolumeSpec>;

/** This nanoservice, this release, this config, on this device. `name` is unique on the device.
 *  `port` is the UDP port at the device's address where other devices' services reach it; null when nobody does. */
export const DeploymentSpec = z.object({
  id: DeploymentId,
  name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,47}$/, 'a deployment name is lower-case letters, digits or -')),
  nanoservice: NanoserviceName,
  release: Release,
  config: z.record(z.string(), z.unknown()),
  peers: z.record(z.string(), CoapUrl),
  port: z.nullable(z.int().check(z.minimum(1024), z.maximum(65_535))),
  limits: Limits,
  volumes: z.array(VolumeSpec),
});
export type DeploymentSpec = z.infer<typeof DeploymentSpec>;

export const ThingSpec = z.object({
  name: ThingName,
  kind: ThingKind,
  zone: ZoneId,
  driver: z.enum(['simulated']),
});
export type ThingSpec = z.infer<typeof ThingSpec>;

/** What the room's idle screen needs; only for a device with a screen. */
export const DisplaySpec = z.object({
  room: RoomId,
  name: z.string(),
  greeting: z.enum(['name', 'initials']),
  meetings: z.array(MeetingSummary),
});
export type DisplaySpec = z.infer<typeof DisplaySpec>;

/** The whole of what a device should do. A higher revision replaces a lower one; the agent stores it before it acts. */
export const DesiredState = z.object({
  revision: z.int().check(z.nonnegative()),
  site: z.object({ id: SiteId, name: z.string() }),
  device: z.object({ id: DeviceId, name: z.string(), zone: ZoneId }),
  things: z.array(ThingSpec),
  deployments: z.array(DeploymentSpec),
  /** For the device that runs authentication-engine. */
  roster: z.nullable(Roster),
  /** Digests that must be on the device before they are needed. */
  content: z.array(Digest),
  display: z.nullable(DisplaySpec),
});
export type DesiredState = z.infer<typeof DesiredState>;
