import type { ThingHealth, ThingKind, ThingSpec, ThingState } from '@nanoedge/protocol';
import { epochMs } from '@nanoedge/base';
import { ThingRefused } from '../../errors.ts';
import type { Driver } from './thing.ts';

const atRest: Readonly<Record<ThingKind, ThingState>> = {
  motion: { kind: 'motion', active: false, at: epochMs(0) },
  ble: { kind: 'ble', heard: [] },
  lights: { kind: 'lights', lamps: [] },
  screen: { kind: 'screen', mode: 'idle' },
};

/** A thing that cannot be driven as it is set up: it senses and does nothing. */
export class UnusableThing implements Driver {
  readonly spec: ThingSpec;
  readonly #health: ThingHealth;

  constructor(spec: ThingSpec, health: ThingHealth) {
    this.spec = spec;
    this.#health = health;
  }

  health(): ThingHealth {
    return this.#health;
  }

  read(): ThingState {
    return atRest[this.spec.kind];
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} cannot be driven: ${this.#health.detail ?? ''}`);
  }

  observe(): () => void {
    return () => undefined;
  }

  stop(): void {
    // Nothing was begun
  }
}
