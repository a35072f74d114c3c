import type { Clock } from '@nanoedge/base';
import type { ScreenState, ThingSpec } from '@nanoedge/protocol';
import { SimulatedBle } from './ble/simulated.ts';
import { SimulatedLights } from './lights/simulated.ts';
import { SimulatedMotion } from './motion/simulated.ts';
import { SimulatedScreen } from './screen/simulated.ts';
import type { World } from './simulation/world.ts';
import type { Driver } from './thing.ts';

export interface ThingPorts {
  clock: Clock;
  world: World;
  random: () => number;
  onFired: (spec: ThingSpec) => void;
  onScreen: (state: ScreenState) => void;
}

const makeDriver = (spec: ThingSpec, ports: ThingPorts): Driver => {
  switch (spec.kind) {
    case 'motion':
      return new SimulatedMotion(spec, ports);
    case 'ble':
      return new SimulatedBle(spec, ports);
    case 'lights':
      return new SimulatedLights(spec);
    case 'screen':
      return new SimulatedScreen(spec, ports.onScreen);
  }
};

/**
 * The things of this device. A thing whose spec stays the same keeps its driver, its state and its
 * observers.
 */
export class Things {
  readonly #ports: ThingPorts;
  readonly #drivers = new Map<string, Driver>();

  constructor(ports: ThingPorts) {
    this.#ports = ports;
  }

  assign(specs: readonly ThingSpec[]): void {
    const wanted = new Map(specs.map((spec) => [String(spec.name), spec]));
    for (const [name, driver] of this.#drivers) {
      const spec = wanted.get(name);
      if (spec !== undefined && JSON.stringify(spec) === JSON.stringify(driver.spec)) continue;
      driver.stop();
      this.#drivers.delete(name);
    }
    for (const [name, spec] of wanted)
      if (!this.#drivers.has(name)) this.#drivers.set(name, makeDriver(spec, this.#ports));
  }

  get(name: string): Driver | null {
    return this.#drivers.get(name) ?? null;
  }

  specs(): ThingSpec[] {
    return [...this.#drivers.values()].map(({ spec }) => spec);
  }

  stop(): void {
    this.assign([]);
  }
}
