import * as z from 'zod/mini';
import { ThingKind } from './coap/things.ts';
import { EpochMs } from './units.ts';

/** How a thing may be driven; which of them fit its kind is in `driverSettings`. */
export const DriverName = z.enum([
  'simulated',
  'gpio',
  'bluez',
  'mqtt',
  'serial',
  'wled',
  'browser',
]);
export type DriverName = z.infer<typeof DriverName>;

const DevicePath = z
  .string()
  .check(z.regex(/^\/dev\/(?!.*\.\.)[\w./-]{1,100}$/, 'must be a path below /dev'));
const Baud = z._default(z.int().check(z.minimum(300), z.maximum(4_000_000)), 115_200);
const BrokerName = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));
/** A topic to listen to or to publish on: no wildcards, none of the broker's own. */
const Topic = z
  .string()
  .check(
    z.regex(/^(?!\$)[^+#\0]{1,200}$/, 'must be one topic, without + and #, not beginning with $'),
  );
const Waypoint = z.string().check(z.minLength(1), z.maxLength(64));

const Nothing = z.object({});

const GpioLine = z.object({
  chip: z._default(z.string().check(z.regex(/^gpiochip\d{1,3}$/)), 'gpiochip0'),
  line: z.int().check(z.minimum(0), z.maximum(1_023)),
  activeLow: z._default(z.boolean(), false),
  pull: z._default(z.enum(['none', 'up', 'down']), 'none'),
});

/** A sensor that publishes what it sees, in the words of the program that bridges it. */
const MqttMotion = z.object({
  broker: BrokerName,
  topic: Topic,
  format: z.enum(['zigbee2mqtt', 'esphome', 'homeassistant']),
});

/** Lines of text: one that says motion, one that says rest. */
const SerialMotion = z.object({
  port: DevicePath,
  baud: Baud,
  on: z._default(z.string().check(z.minLength(1), z.maxLength(32)), '1'),
  off: z._default(z.string().check(z.minLength(1), z.maxLength(32)), '0'),
});

const BluezScanner = z.object({
  adapter: z._default(z.string().check(z.regex(/^hci\d{1,2}$/)), 'hci0'),
});

/**
 * A scanner behind a broker. `topic`: of ESPresense `espresense/devices` with `room` its node; of
 * Theengs Gateway and OpenMQTTGateway the base topic under which they publish each device.
 */
const MqttScanner = z.object({
  broker: BrokerName,
  format: z.enum(['espresense', 'theengs', 'openmqttgateway']),
  topic: Topic,
  room: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))),
});

/** Lamps of a strip, counted from 0. */
const Stretch = z.object({
  from: z.int().check(z.minimum(0), z.maximum(4_095)),
  count: z.int().check(z.minimum(1), z.maximum(1_024)),
});

const WledStrip = z.object({
  url: z
    .string()
    .check(z.regex(/^https?:\/\/[\w.:[\]-]+\/?$/, 'must be http://NAME or an address')),
  lamps: z.record(Waypoint, Stretch),
});

/** Lights behind a broker: of each waypoint the topic that its light is commanded on. */
const MqttLights = z.object({
  broker: BrokerName,
  format: z.enum(['zigbee2mqtt', 'esphome', 'homeassistant']),
  lamps: z.record(Waypoint, Topic),
});

/** The waypoints in the order of the lamps behind the port. */
const SerialLights = z.object({
  port: DevicePath,
  baud: Baud,
  lamps: z.array(Waypoint).check(z.minLength(1), z.maxLength(64)),
});

/** Of each kind of thing the drivers that it may have, with their settings. */
export const driverSettings = {
  motion: { simulated: Nothing, gpio: GpioLine, mqtt: MqttMotion, serial: SerialMotion },
  ble: { simulated: Nothing, bluez: BluezScanner, mqtt: MqttScanner },
  lights: { simulated: Nothing, wled: WledStrip, mqtt: MqttLights, serial: SerialLights },
  screen: { simulated: Nothing, browser: Nothing },
} as const satisfies Record<ThingKind, Partial<Record<DriverName, z.ZodMiniType>>>;

export type DriverSettings = typeof driverSettings;

/** What keeps a thing from working, each with a remedy in `thingProblems` of the words. */
export const ThingProblem = z.enum([
  'bad-settings',
  'unknown-broker',
  'broker-unreachable',
  'broker-refuses',
  'no-tool',
  'no-port',
  'port-denied',
  'port-lost',
  'no-bus',
  'no-bluez',
  'bus-denied',
  'no-adapter',
  'adapter-off',
  'no-line',
  'line-denied',
  'peer-unreachable',
  'peer-refuses',
  'blind',
]);
export type ThingProblem = z.infer<typeof ThingProblem>;

/**
 * Whether a thing works, since when. `problem` is null unless it fails; `detail` is what the system
 * said, or the name of what is meant.
 */
export const ThingHealth = z.object({
  state: z.enum(['starting', 'working', 'failing']),
  problem: z.nullable(ThingProblem),
  detail: z.nullable(z.string().check(z.maxLength(300))),
  since: EpochMs,
});
export type ThingHealth = z.infer<typeof ThingHealth>;

/** A broker that things of a device are reached through, with what it asks for. */
export const Broker = z.object({
  name: BrokerName,
  url: z
    .string()
    .check(z.regex(/^mqtts?:\/\/[\w.:[\]-]+$/, 'must be mqtts://NAME or mqtts://NAME:PORT')),
  username: z.nullable(z.string().check(z.maxLength(200))),
  password: z.nullable(z.string().check(z.maxLength(1_000))),
  /** PEM of the authority that its certificate must come from; null: those that the machine trusts. */
  authority: z.nullable(z.string().check(z.maxLength(20_000))),
});
export type Broker = z.infer<typeof Broker>;
