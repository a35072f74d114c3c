import type { Cancel, Clock } from '@nanoedge/base';
import type { MotionState, ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';
import { pulse, stirring, type Walker } from '../simulation/timeline.ts';
import type { World } from '../simulation/world.ts';
import type { Driver } from '../thing.ts';

export interface MotionPorts {
  clock: Clock;
  world: World;
  /** 0 ≤ x < 1. */
  random: () => number;
  /** The sensor fired: the first pulse after the zone was empty. */
  onFired: (spec: ThingSpec) => void;
}

/**
 * A PIR that sees the simulated people: its output rises when somebody comes in and again about
 * every second while somebody is there.
 */
export class SimulatedMotion implements Driver {
  readonly spec: ThingSpec;
  readonly health: () => ThingHealth;
  readonly #ports: MotionPorts;
  readonly #listeners = new Listeners<ThingState>();
  /** Until when on the monotonic clock each of those inside is sure to move. */
  readonly #inside = new Map<string, number>();
  readonly #unsubscribe: () => void;
  #state: MotionState;
  #timer: Cancel = () => undefined;

  constructor(spec: ThingSpec, ports: MotionPorts, health: () => ThingHealth) {
    this.spec = spec;
    this.health = health;
    this.#ports = ports;
    this.#state = { kind: 'motion', active: false, at: ports.clock.now() };
    this.#unsubscribe = ports.world.listen(spec.zone, {
      entered: (walker) => this.#entered(walker),
      left: ({ walker }) => this.#inside.delete(walker),
    });
  }

  read(): MotionState {
    return this.#state;
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }

  stop(): void {
    this.#timer();
    this.#unsubscribe();
  }

  #entered({ walker, radio }: Walker): void {
    const wasEmpty = this.#inside.size === 0;
    const stirsFor = radio === undefined ? Number.POSITIVE_INFINITY : stirring.everySecondForMs;
    this.#inside.set(walker, this.#ports.clock.monotonic() + stirsFor);
    if (!this.#state.active) this.#rise();
    if (wasEmpty) this.#ports.onFired(this.spec);
  }

  #rise(): void {
    this.#timer();
    this.#set(true);
    this.#timer = this.#ports.clock.after(pulse.highMs, () => {
      this.#set(false);
      this.#rest(pulse.everyMs - pulse.highMs);
    });
  }

  #rest(ms: number): void {
    this.#timer = this.#ports.clock.after(ms, () => {
      if (this.#inside.size === 0) return;
      if (this.#somebodyMoves()) this.#rise();
      else this.#rest(pulse.everyMs);
    });
  }

  #somebodyMoves(): boolean {
    const { clock, random } = this.#ports;
    const now = clock.monotonic();
    return [...this.#inside.values()].some(
      (until) => now < until || random() < stirring.shareOfSecondsAfter,
    );
  }

  #set(active: boolean): void {
    this.#state = { kind: 'motion', active, at: this.#ports.clock.now() };
    this.#listeners.tell(this.#state);
  }
}
