import type { LightsState, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';

/** What lights should show, whoever makes them do so. */
export class ShownLights {
  readonly #spec: ThingSpec;
  readonly #listeners = new Listeners<ThingState>();
  #state: LightsState = { kind: 'lights', lamps: [] };

  constructor(spec: ThingSpec) {
    this.#spec = spec;
  }

  get state(): LightsState {
    return this.#state;
  }

  /** Throws ThingRefused for the state of something else. */
  set(state: ThingState): LightsState {
    if (state.kind !== 'lights')
      throw new ThingRefused(`${this.#spec.name} takes the state of lights`);
    this.#state = state;
    this.#listeners.tell(state);
    return state;
  }

  clear(): void {
    this.#state = { kind: 'lights', lamps: [] };
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }
}
