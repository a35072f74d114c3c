import * as z from 'zod/mini';
import { canonicalKey } from './canonical-key.ts';

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
const idText = () =>
  z.string().check(z.regex(idPattern, 'an id is 1 to 64 letters, digits or _ . : -'));

export const SiteId = idText().brand<'SiteId'>();
export type SiteId = z.infer<typeof SiteId>;
export const ZoneId = idText().brand<'ZoneId'>();
export type ZoneId = z.infer<typeof ZoneId>;
export const FloorId = idText().brand<'FloorId'>();
export type FloorId = z.infer<typeof FloorId>;
export const DoorId = idText().brand<'DoorId'>();
export type DoorId = z.infer<typeof DoorId>;
export const RoomId = idText().brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;
export const DeviceId = idText().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
export const DeploymentId = idText().brand<'DeploymentId'>();
export type DeploymentId = z.infer<typeof DeploymentId>;
export const PersonId = idText().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const MeetingId = idText().brand<'MeetingId'>();
export type MeetingId = z.infer<typeof MeetingId>;
export const JourneyId = idText().brand<'JourneyId'>();
export type JourneyId = z.infer<typeof JourneyId>;
/**
 * What a person carries: a BLE address or the id that a tag advertises, in its one canonical form
 * wherever it is read.
 */
export const IdentityKey = idText().check(z.overwrite(canonicalKey)).brand<'IdentityKey'>();
export type IdentityKey = z.infer<typeof IdentityKey>;

/** The IANA name of a time zone, such as `Europe/Berlin`; whether it is known is for the reader. */
export const TimeZone = z
  .string()
  .check(
    z.regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, 'a time zone is named as in Europe/Berlin or UTC'),
  )
  .brand<'TimeZone'>();
export type TimeZone = z.infer<typeof TimeZone>;

/** SHA-256 of some bytes, written as OCI writes it: `sha256:` and 64 hex digits. */
export const Digest = z
  .string()
  .check(z.regex(/^sha256:[0-9a-f]{64}$/, 'a digest is sha256: and 64 hex digits'))
  .brand<'Digest'>();
export type Digest = z.infer<typeof Digest>;

/** A thing's name on its device, one path segment of `/things/{name}`. */
export const ThingName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'a thing name is lower-case letters, digits or -'))
  .brand<'ThingName'>();
export type ThingName = z.infer<typeof ThingName>;

/** Where neighbours reach a device: a host name or an IPv4 address. */
export const HostAddress = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/,
      'an address is a host name or an IPv4 address, as in 192.0.2.10',
    ),
  );
export type HostAddress = z.infer<typeof HostAddress>;

/**
 * Where a peer listens: `coap://host:port`, host a name, an IPv4 address or, for the device itself,
 * `gateway`.
 */
export const CoapUrl = z
  .string()
  .check(z.regex(/^coap:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, 'a peer address is coap://host:port'))
  .brand<'CoapUrl'>();
export type CoapUrl = z.infer<typeof CoapUrl>;

/**
 * One change that somebody asked for on one device: add, change, restart, remove or restore a
 * deployment.
 */
export const RunId = idText().brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;
export const SnapshotId = idText().brand<'SnapshotId'>();
export type SnapshotId = z.infer<typeof SnapshotId>;

/** A nanoservice's name: that of its folder and image, or one that an admin gave it. */
export const NanoserviceName = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      'a nanoservice name is 1 to 40 lower-case letters, digits or -, letter first',
    ),
  );
export type NanoserviceName = z.infer<typeof NanoserviceName>;

/** A deployment's name, unique on its device; its peers reach it under this name. */
export const DeploymentName = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,47}$/,
      'a deployment name is 1 to 48 lower-case letters, digits or -, letter first',
    ),
  );
export type DeploymentName = z.infer<typeof DeploymentName>;
