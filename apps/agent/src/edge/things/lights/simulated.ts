import type { LightsState, ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';
import type { Driver } from '../thing.ts';
import { ShownLights } from './shown.ts';

/** Guidance lights that remember what they should show. */
export class SimulatedLights implements Driver {
  readonly spec: ThingSpec;
  readonly health: () => ThingHealth;
  readonly #shown: ShownLights;

  constructor(spec: ThingSpec, health: () => ThingHealth) {
    this.spec = spec;
    this.health = health;
    this.#shown = new ShownLights(spec);
  }

  read(): LightsState {
    return this.#shown.state;
  }

  write(state: ThingState): void {
    this.#shown.set(state);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#shown.observe(listener);
  }

  stop(): void {
    this.#shown.clear();
  }
}
