import type { Broker, ThingHealth, ThingName, ThingSpec } from '@nanoedge/protocol';
import { type DriverPorts, makeDriver } from './make-driver.ts';
import { MqttLinks } from './mqtt/links.ts';
import type { Driver } from './thing.ts';

export type ThingPorts = Omit<DriverPorts, 'mqtt' | 'broker'>;

/** What makes a driver another one: the thing as it is described, and the broker that it names. */
const signatureOf = (spec: ThingSpec, brokers: readonly Broker[]): string =>
  JSON.stringify([spec, brokers.find(({ name }) => name === spec.settings['broker']) ?? null]);

/**
 * The things of this device. A thing whose spec stays the same keeps its driver, its state and its
 * observers.
 */
export class Things {
  readonly #ports: DriverPorts;
  readonly #drivers = new Map<string, { driver: Driver; signature: string }>();
  #brokers: readonly Broker[] = [];

  constructor(ports: ThingPorts) {
    this.#ports = {
      ...ports,
      mqtt: new MqttLinks(),
      broker: (name) => this.#brokers.find((broker) => broker.name === name) ?? null,
    };
  }

  assign(specs: readonly ThingSpec[], brokers: readonly Broker[] = []): void {
    this.#brokers = brokers;
    const wanted = new Map(specs.map((spec) => [String(spec.name), spec]));
    for (const [name, { driver, signature }] of this.#drivers) {
      const spec = wanted.get(name);
      if (spec !== undefined && signatureOf(spec, brokers) === signature) continue;
      driver.stop();
      this.#drivers.delete(name);
    }
    for (const [name, spec] of wanted) {
      if (this.#drivers.has(name)) continue;
      const driver = makeDriver(spec, this.#ports);
      this.#drivers.set(name, { driver, signature: signatureOf(spec, brokers) });
    }
  }

  get(name: string): Driver | null {
    return this.#drivers.get(name)?.driver ?? null;
  }

  specs(): ThingSpec[] {
    return [...this.#drivers.values()].map(({ driver }) => driver.spec);
  }

  /** Of each whether it works. */
  health(): Record<ThingName, ThingHealth> {
    return Object.fromEntries(
      [...this.#drivers.values()].map(({ driver }) => [driver.spec.name, driver.health()]),
    );
  }

  stop(): void {
    this.assign([]);
  }
}
