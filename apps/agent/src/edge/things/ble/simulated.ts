import type { Cancel, Clock } from '@nanoedge/base';
import { heardLevel, sendsEveryMs } from '@nanoedge/base/radio';
import type { BleState, IdentityKey, ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { HeardKeys } from './heard-keys.ts';
import { firstAdvertMs, nextAdvertMs, nextPacket, rssiOf } from '../simulation/timeline.ts';
import type { Walker } from '../simulation/timeline.ts';
import type { AiredWalk, World } from '../simulation/world.ts';
import type { Driver } from '../thing.ts';

export interface BlePorts {
  clock: Clock;
  world: World;
  /** 0 ≤ x < 1. */
  random: () => number;
}

/**
 * A scanner that hears the keys of the simulated people in its zone, each about once a second, and
 * only while somebody observes it. Of walks with a radio of their own it hears what that lets it
 * hear, wherever they are.
 */
export class SimulatedBle implements Driver {
  readonly spec: ThingSpec;
  readonly health: () => ThingHealth;
  readonly #ports: BlePorts;
  readonly #heard: HeardKeys;
  readonly #adverts = new Map<string, Cancel>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(spec: ThingSpec, ports: BlePorts, health: () => ThingHealth) {
    this.spec = spec;
    this.health = health;
    this.#ports = ports;
    this.#heard = new HeardKeys(ports.clock);
    this.#unsubscribe = [
      ports.world.listen(spec.zone, {
        entered: (walker) => this.#entered(walker),
        left: (walker) => this.#left(walker),
      }),
      ports.world.tuneIn({
        began: (walk) => this.#began(walk),
        ended: (walker) => this.#ended(walker),
      }),
    ];
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
    for (const cancel of this.#adverts.values()) cancel();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #entered({ walker, keys, radio }: Walker): void {
    if (radio !== undefined) return;
    for (const key of keys)
      this.#advertise(`${walker}/${key}`, key, firstAdvertMs(this.#ports.random));
  }

  #left({ walker, keys, radio }: Walker): void {
    if (radio !== undefined) return;
    for (const key of keys) {
      this.#adverts.get(`${walker}/${key}`)?.();
      this.#adverts.delete(`${walker}/${key}`);
    }
  }

  #began(walk: AiredWalk): void {
    const next = nextPacket(this.#ports.clock.monotonic() - walk.beganAt, sendsEveryMs(walk.radio));
    const cancel = this.#ports.clock.after(next.inMs, () => {
      this.#send(walk, next.number);
      this.#began(walk);
    });
    this.#adverts.set(walk.walker, cancel);
  }

  #ended(walker: string): void {
    this.#adverts.get(walker)?.();
    this.#adverts.delete(walker);
  }

  #send({ keys, radio }: AiredWalk, number: number): void {
    if (!this.#heard.isObserved) return;
    const ms = number * sendsEveryMs(radio);
    for (const [index, key] of keys.entries()) {
      const level = heardLevel(radio, this.spec.zone, { ms, number, key: index });
      if (level !== null) this.#heard.hear(key, level);
    }
  }

  #advertise(id: string, key: IdentityKey, afterMs: number): void {
    this.#adverts.get(id)?.();
    const cancel = this.#ports.clock.after(afterMs, () => {
      this.#advertise(id, key, nextAdvertMs(this.#ports.random));
      if (this.#heard.isObserved) this.#heard.hear(key, rssiOf(this.#ports.random));
    });
    this.#adverts.set(id, cancel);
  }
}
