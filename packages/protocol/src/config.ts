import * as z from 'zod/mini';
import { Waypoint } from './coap/guidance.ts';
import {
  type BuiltInNanoservice,
  CoapUrl,
  DeploymentId,
  NanoserviceName,
  RoomId,
  ThingName,
  ZoneId,
} from './ids.ts';
import { Milliseconds, Seconds } from './units.ts';

export const PresenceDetectionConfig = z.object({
  zone: ZoneId,
  motion: ThingName,
  /** Motion shorter than this is noise. */
  debounceMs: Milliseconds,
  /** Presence ends when nothing moved for this long. */
  holdSeconds: Seconds,
  /**
   * While presence lasts it is reported again this often, so that a restarted controller learns of
   * it.
   */
  repeatSeconds: Seconds,
});
export type PresenceDetectionConfig = z.infer<typeof PresenceDetectionConfig>;

export const BluetoothScannerConfig = z.object({
  zone: ZoneId,
  ble: ThingName,
  /** A key is reported at most this often during one scan. */
  reportEverySeconds: Seconds,
  /** Weaker sightings are ignored (dBm). */
  minimumRssi: z.int(),
});
export type BluetoothScannerConfig = z.infer<typeof BluetoothScannerConfig>;

export const MainControllerConfig = z.object({
  /** Peer name (key of `peers`) of the scanner that covers each zone. */
  scanners: z.record(ZoneId, z.string()),
  /** Each room: the zone that it is, and the peer name of its meeting-room service. */
  rooms: z.array(z.object({ room: RoomId, zone: ZoneId, display: z.string() })),
  authentication: z.string(),
  guidance: z.string(),
  /** How long one presence keeps its zone's scanner on. */
  scanSeconds: Seconds,
  /** A person in a room whose key was not heard for this long has left. */
  absenceSeconds: Seconds,
  /** A guided person who has not arrived after this long is lost. */
  guidanceSeconds: Seconds,
  /** Commands are leases of this length, renewed at a third of it. */
  leaseSeconds: Seconds,
});
export type MainControllerConfig = z.infer<typeof MainControllerConfig>;

export const AuthenticationEngineConfig = z.object({
  database: z.string().check(z.minLength(1)),
  /** Participants are expected from this long before the meeting starts. */
  admissionMinutes: z.number().check(z.minimum(0), z.maximum(1440)),
});
export type AuthenticationEngineConfig = z.infer<typeof AuthenticationEngineConfig>;

export const UserGuidanceConfig = z.object({
  lights: ThingName,
  routes: z.array(
    z.object({ from: ZoneId, to: ZoneId, waypoints: z.array(Waypoint).check(z.minLength(1)) }),
  ),
});
export type UserGuidanceConfig = z.infer<typeof UserGuidanceConfig>;

export const MeetingRoomConfig = z.object({ room: RoomId, screen: ThingName });
export type MeetingRoomConfig = z.infer<typeof MeetingRoomConfig>;

/** The config schema of each of the six. */
export const configSchemas = {
  'presence-detection': PresenceDetectionConfig,
  'bluetooth-scanner': BluetoothScannerConfig,
  'main-controller': MainControllerConfig,
  'authentication-engine': AuthenticationEngineConfig,
  'user-guidance': UserGuidanceConfig,
  'meeting-room': MeetingRoomConfig,
} as const satisfies Record<BuiltInNanoservice, z.ZodMiniType>;

/**
 * What a container finds in the environment variable NANOEDGE_CONFIG, as JSON. `peers` maps peer
 * names to addresses; `gateway` is the agent (null: the container's default gateway, port 5683).
 */
export const ServiceEnvironment = z.object({
  deployment: DeploymentId,
  nanoservice: NanoserviceName,
  version: z.string(),
  gateway: z.nullable(CoapUrl),
  peers: z.record(z.string(), CoapUrl),
  config: z.unknown(),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;
