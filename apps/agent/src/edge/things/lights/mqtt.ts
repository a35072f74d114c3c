import type * as z from 'zod/mini';
import type {
  DriverSettings,
  LightsState,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { Condition } from '../condition.ts';
import { type BrokerPorts, holdBroker } from '../mqtt/hold-broker.ts';
import type { MqttHold } from '../mqtt/links.ts';
import type { RealPorts } from '../real-ports.ts';
import type { Driver } from '../thing.ts';
import { coloursAt } from './colour-of.ts';
import { lightCommand } from './mqtt-formats.ts';
import { ShownLights } from './shown.ts';

/**
 * Lights that a broker is told of, one for each waypoint. A light has one colour: of several people
 * who pass the same one, it shows that of whoever was guided first.
 */
export class MqttLights implements Driver {
  readonly spec: ThingSpec;
  readonly #settings: z.infer<DriverSettings['lights']['mqtt']>;
  readonly #shown: ShownLights;
  readonly #condition: Condition;
  readonly #hold: MqttHold | null;
  /** What each light was told last; nothing since its broker was lost. */
  readonly #told = new Map<string, string>();

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['lights']['mqtt']>,
    ports: RealPorts & BrokerPorts,
  ) {
    this.spec = spec;
    this.#settings = settings;
    this.#shown = new ShownLights(spec);
    this.#condition = new Condition(ports.clock, (health) => {
      if (health.state !== 'working') this.#told.clear();
      ports.onHealth(spec, health);
    });
    this.#hold = holdBroker(ports, settings.broker, {
      condition: this.#condition,
      topics: [],
      onMessage: () => undefined,
      onBack: () => this.#tell(),
    });
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): LightsState {
    return this.#shown.state;
  }

  write(state: ThingState): void {
    this.#shown.set(state);
    this.#tell();
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#shown.observe(listener);
  }

  stop(): void {
    this.#shown.clear();
    this.#tell();
    this.#hold?.release();
  }

  #tell(): void {
    if (this.#condition.current.state !== 'working') return;
    const { format, lamps } = this.#settings;
    for (const [waypoint, topic] of Object.entries(lamps)) {
      const [colour = null] = coloursAt(this.#shown.state.lamps, waypoint);
      const command = lightCommand(format, colour);
      if (this.#told.get(topic) === command) continue;
      this.#told.set(topic, command);
      this.#hold?.publish(topic, command);
    }
  }
}
