import type { ScreenState, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';
import type { Driver } from '../thing.ts';

/**
 * A screen whose state browsers show. It forgets everything at a restart, so that nothing private
 * comes back by itself.
 */
export class SimulatedScreen implements Driver {
  readonly spec: ThingSpec;
  readonly #listeners = new Listeners<ThingState>();
  readonly #onState: (state: ScreenState) => void;
  #state: ScreenState = { kind: 'screen', mode: 'idle' };

  constructor(spec: ThingSpec, onState: (state: ScreenState) => void) {
    this.spec = spec;
    this.#onState = onState;
  }

  read(): ScreenState {
    return this.#state;
  }

  write(state: ThingState): void {
    if (state.kind !== 'screen')
      throw new ThingRefused(`${this.spec.name} takes the state of a screen`);
    this.#state = state;
    this.#onState(state);
    this.#listeners.tell(state);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }

  stop(): void {
    this.#onState({ kind: 'screen', mode: 'idle' });
  }
}
