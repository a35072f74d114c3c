import type * as z from 'zod/mini';
import type {
  BleState,
  DriverSettings,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Condition } from '../condition.ts';
import { type BrokerPorts, holdBroker } from '../mqtt/hold-broker.ts';
import type { MqttHold } from '../mqtt/links.ts';
import type { RealPorts } from '../real-ports.ts';
import type { Driver } from '../thing.ts';
import { HeardKeys } from './heard-keys.ts';
import { readScan, scannerTopics } from './mqtt-formats.ts';

/** A scanner that publishes to a broker what it hears: ESPresense, Theengs Gateway, OpenMQTTGateway. */
export class MqttBle implements Driver {
  readonly spec: ThingSpec;
  readonly #heard: HeardKeys;
  readonly #condition: Condition;
  readonly #hold: MqttHold | null;

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['ble']['mqtt']>,
    ports: RealPorts & BrokerPorts,
  ) {
    this.spec = spec;
    this.#heard = new HeardKeys(ports.clock);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    this.#hold = holdBroker(ports, settings.broker, {
      condition: this.#condition,
      topics: scannerTopics(settings),
      onMessage: (_topic, payload) => {
        if (!this.#heard.isObserved) return;
        const heard = readScan(settings.format, payload);
        for (const key of heard?.keys ?? []) this.#heard.hear(key, heard?.rssi ?? Number.NaN);
      },
    });
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): BleState {
    return this.#heard.read();
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#heard.observe(listener);
  }

  stop(): void {
    this.#hold?.release();
  }
}
