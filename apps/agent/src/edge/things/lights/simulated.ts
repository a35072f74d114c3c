import type { LightsState, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';
import type { Driver } from '../thing.ts';

/** Guidance lights that remember what they should show. */
export class SimulatedLights implements Driver {
  readonly spec: ThingSpec;
  readonly #listeners = new Listeners<ThingState>();
  #state: LightsState = { kind: 'lights', lamps: [] };

  constructor(spec: ThingSpec) {
    this.spec = spec;
  }

  read(): LightsState {
    return this.#state;
  }

  write(state: ThingState): void {
    if (state.kind !== 'lights')
      throw new ThingRefused(`${this.spec.name} takes the state of lights`);
    this.#state = state;
    this.#listeners.tell(state);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }

  stop(): void {
    this.#state = { kind: 'lights', lamps: [] };
  }
}
