import type { Cancel, Clock } from '@nanoedge/base';
import { heardLevel, sendsEveryMs } from '@nanoedge/base/radio';
import {
  Dbm,
  type BleState,
  type IdentityKey,
  type Sighting,
  type ThingSpec,
  type ThingState,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Listeners } from '../listeners.ts';
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

/** A sighting and when it was made on the monotonic clock, by which it grows old. */
interface Heard {
  sighting: Sighting;
  tick: number;
}

const heardForMs = 2_000;

/**
 * The latest sightings, so few that a notification is one datagram as a rule. Each sighting is in
 * the one that it caused.
 */
const mostSightings = 10;

/**
 * A scanner that hears the keys of the simulated people in its zone, each about once a second, and
 * only while somebody observes it. Of walks with a radio of their own it hears what that lets it
 * hear, wherever they are.
 */
export class SimulatedBle implements Driver {
  readonly spec: ThingSpec;
  readonly #ports: BlePorts;
  readonly #listeners = new Listeners<ThingState>();
  readonly #heard = new Map<IdentityKey, Heard>();
  readonly #adverts = new Map<string, Cancel>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(spec: ThingSpec, ports: BlePorts) {
    this.spec = spec;
    this.#ports = ports;
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
    const oldest = this.#ports.clock.monotonic() - heardForMs;
    for (const [key, { tick }] of this.#heard) if (tick < oldest) this.#heard.delete(key);
    const heard = [...this.#heard.values()]
      .toSorted((a, b) => b.tick - a.tick)
      .slice(0, mostSightings)
      .map(({ sighting }) => sighting);
    return { kind: 'ble', heard };
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
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
    if (this.#listeners.size === 0) return;
    const ms = number * sendsEveryMs(radio);
    for (const [index, key] of keys.entries()) {
      const level = heardLevel(radio, this.spec.zone, { ms, number, key: index });
      if (level !== null) this.#hear(key, level);
    }
  }

  #advertise(id: string, key: IdentityKey, afterMs: number): void {
    this.#adverts.get(id)?.();
    const cancel = this.#ports.clock.after(afterMs, () => {
      this.#advertise(id, key, nextAdvertMs(this.#ports.random));
      if (this.#listeners.size > 0) this.#hear(key, rssiOf(this.#ports.random));
    });
    this.#adverts.set(id, cancel);
  }

  #hear(key: IdentityKey, level: number): void {
    this.#heard.delete(key);
    const { clock } = this.#ports;
    const sighting = { key, rssi: Dbm.parse(level), heardAt: clock.now() };
    this.#heard.set(key, { sighting, tick: clock.monotonic() });
    this.#listeners.tell(this.read());
  }
}
