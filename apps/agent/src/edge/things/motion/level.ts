import type { Clock } from '@nanoedge/base';
import type { MotionState, ThingSpec, ThingState } from '@nanoedge/protocol';
import { Listeners } from '../listeners.ts';

/** The output of a motion sensor: high while something moves. */
export class MotionLevel {
  readonly #clock: Clock;
  readonly #spec: ThingSpec;
  readonly #onFired: (spec: ThingSpec) => void;
  readonly #listeners = new Listeners<ThingState>();
  #state: MotionState;

  constructor(spec: ThingSpec, ports: { clock: Clock; onFired: (spec: ThingSpec) => void }) {
    this.#spec = spec;
    this.#clock = ports.clock;
    this.#onFired = ports.onFired;
    this.#state = { kind: 'motion', active: false, at: ports.clock.now() };
  }

  get state(): MotionState {
    return this.#state;
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** What the sensor says now; saying the same again changes nothing. */
  set(active: boolean): void {
    if (active === this.#state.active) return;
    this.#state = { kind: 'motion', active, at: this.#clock.now() };
    this.#listeners.tell(this.#state);
    if (active) this.#onFired(this.#spec);
  }
}
