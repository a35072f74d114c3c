import type { MotionState, ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';
import type * as z from 'zod/mini';
import type { DriverSettings } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { holdBroker, type BrokerPorts } from '../mqtt/hold-broker.ts';
import type { MqttHold } from '../mqtt/links.ts';
import type { Driver } from '../thing.ts';
import type { RealPorts } from '../real-ports.ts';
import { Condition } from '../condition.ts';
import { MotionLevel } from './level.ts';
import { readMotion } from './mqtt-formats.ts';

/** A motion sensor that some program publishes to a broker: Zigbee2MQTT, ESPHome, Home Assistant. */
export class MqttMotion implements Driver {
  readonly spec: ThingSpec;
  readonly #level: MotionLevel;
  readonly #condition: Condition;
  readonly #hold: MqttHold | null;

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['motion']['mqtt']>,
    ports: RealPorts & BrokerPorts,
  ) {
    this.spec = spec;
    this.#level = new MotionLevel(spec, ports);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    this.#hold = holdBroker(ports, settings.broker, {
      condition: this.#condition,
      topics: [settings.topic],
      onMessage: (_topic, payload) => {
        const active = readMotion(settings.format, payload);
        if (active !== null) this.#level.set(active);
      },
    });
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): MotionState {
    return this.#level.state;
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#level.observe(listener);
  }

  stop(): void {
    this.#hold?.release();
  }
}
