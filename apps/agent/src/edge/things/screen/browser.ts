import type { ScreenState, ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';
import type { Driver } from '../thing.ts';

/**
 * A screen whose state browsers show. It forgets everything at a restart, so that nothing private
 * comes back by itself.
 */
export class BrowserScreen implements Driver {
  readonly spec: ThingSpec;
  readonly #listeners = new Listeners<ThingState>();
  readonly health: () => ThingHealth;
  readonly #onState: (state: ScreenState) => void;
  #state: ScreenState = { kind: 'screen', mode: 'idle' };

  constructor(
    spec: ThingSpec,
    ports: { onState: (state: ScreenState) => void; health: () => ThingHealth },
  ) {
    this.spec = spec;
    this.health = ports.health;
    this.#onState = ports.onState;
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
