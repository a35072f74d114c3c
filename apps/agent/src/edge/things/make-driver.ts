import type { Clock } from '@nanoedge/base';
import {
  type DriverName,
  driverSettings,
  type DriverSettings,
  InvalidMessage,
  parse,
  type ScreenState,
  type ThingHealth,
  type ThingSpec,
} from '@nanoedge/protocol';
import type * as z from 'zod/mini';
import { BluezBle } from './ble/bluez.ts';
import { MqttBle } from './ble/mqtt.ts';
import { SimulatedBle } from './ble/simulated.ts';
import { Condition, ThingFault } from './condition.ts';
import type { GpioTools } from './gpio/watch-line.ts';
import { MqttLights } from './lights/mqtt.ts';
import { SerialLights } from './lights/serial.ts';
import { SimulatedLights } from './lights/simulated.ts';
import { WledLights } from './lights/wled.ts';
import { GpioMotion } from './motion/gpio.ts';
import { MqttMotion } from './motion/mqtt.ts';
import { SerialMotion } from './motion/serial.ts';
import { SimulatedMotion } from './motion/simulated.ts';
import type { BrokerPorts } from './mqtt/hold-broker.ts';
import type { RealPorts } from './real-ports.ts';
import { BrowserScreen } from './screen/browser.ts';
import type { World } from './simulation/world.ts';
import type { Driver } from './thing.ts';
import { UnusableThing } from './unusable.ts';

export interface DriverPorts extends RealPorts, BrokerPorts {
  clock: Clock;
  world: World;
  /** 0 ≤ x < 1. */
  random: () => number;
  onScreen: (state: ScreenState) => void;
  gpio: GpioTools;
  /** Of the system bus, as `unix:path=/run/dbus/system_bus_socket`. */
  busAddress: string;
}

type Make<Settings> = (spec: ThingSpec, settings: Settings, ports: DriverPorts) => Driver;

type Makers = {
  [Kind in keyof DriverSettings]: {
    [Name in keyof DriverSettings[Kind]]: DriverSettings[Kind][Name] extends z.ZodMiniType<
      infer Settings
    >
      ? Make<Settings>
      : never;
  };
};

/** Nothing can happen to what is only pretended, or drawn by whoever looks. */
const always = ({ clock }: DriverPorts): (() => ThingHealth) => {
  const condition = new Condition(clock, () => undefined);
  condition.working();
  return () => condition.current;
};

const screen: Make<unknown> = (spec, _settings, ports) =>
  new BrowserScreen(spec, { onState: ports.onScreen, health: always(ports) });

const makers: Makers = {
  motion: {
    simulated: (spec, _settings, ports) => new SimulatedMotion(spec, ports, always(ports)),
    gpio: (spec, settings, ports) => new GpioMotion(spec, settings, ports),
    mqtt: (spec, settings, ports) => new MqttMotion(spec, settings, ports),
    serial: (spec, settings, ports) => new SerialMotion(spec, settings, ports),
  },
  ble: {
    simulated: (spec, _settings, ports) => new SimulatedBle(spec, ports, always(ports)),
    bluez: (spec, settings, ports) => new BluezBle(spec, settings, ports),
    mqtt: (spec, settings, ports) => new MqttBle(spec, settings, ports),
  },
  lights: {
    simulated: (spec, _settings, ports) => new SimulatedLights(spec, always(ports)),
    wled: (spec, settings, ports) => new WledLights(spec, settings, ports),
    mqtt: (spec, settings, ports) => new MqttLights(spec, settings, ports),
    serial: (spec, settings, ports) => new SerialLights(spec, settings, ports),
  },
  screen: { simulated: screen, browser: screen },
};

const unusable = (spec: ThingSpec, said: string, ports: DriverPorts): Driver => {
  const condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
  condition.failing(new ThingFault('bad-settings', said));
  return new UnusableThing(spec, condition.current);
};

/** Its maker and the schema of its settings, by the names in the tables; undefined: there is none. */
const find = (spec: ThingSpec): { make: Make<never>; schema: z.ZodMiniType } | undefined => {
  const byName: Partial<Record<DriverName, Make<never>>> = makers[spec.kind];
  const schemas: Partial<Record<DriverName, z.ZodMiniType>> = driverSettings[spec.kind];
  const [make, schema] = [byName[spec.driver], schemas[spec.driver]];
  return make === undefined || schema === undefined ? undefined : { make, schema };
};

/**
 * What drives this thing. One whose settings are wrong is there, says so, and does nothing: the
 * others work.
 */
export const makeDriver = (spec: ThingSpec, ports: DriverPorts): Driver => {
  const found = find(spec);
  if (found === undefined) return unusable(spec, `${spec.kind}/${spec.driver}`, ports);
  try {
    const settings = parse(found.schema, spec.settings, `settings of ${spec.name}`);
    return found.make(spec, settings as never, ports);
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    return unusable(spec, error.message, ports);
  }
};
