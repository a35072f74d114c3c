import { InvalidMessage, type DesiredState, type DeviceId } from '@nanoedge/protocol';
import type { Clock } from '@nanoedge/base';
import type { Logger } from 'pino';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { StateStore } from '../store/state-store.ts';

const appliedKey = 'applied';

export interface IntakePorts {
  device: DeviceId;
  clock: Clock;
  log: Logger;
  facts: FactSink;
  store: StateStore;
}

/**
 * Takes desired states in, and remembers the last one that was applied. Invariants: a desired state
 * is on the disk before anybody hears of it; revisions only grow.
 */
export class Intake implements FactReader {
  readonly #ports: IntakePorts;
  #revision: number | null = null;

  constructor(ports: IntakePorts) {
    this.#ports = ports;
  }

  /** The revision that counts now; null before the first. */
  get revision(): number | null {
    return this.#revision;
  }

  /** The last revision that was applied as a whole; null before the first. */
  get appliedRevision(): number | null {
    const text = this.#ports.store.read(appliedKey);
    return text === null ? null : Number(text);
  }

  hear(fact: Fact): void {
    if (fact.type === 'desired.settled' && fact.complete) this.#applied(fact.revision);
  }

  /** Goes on with what was accepted before this start. */
  resume(): void {
    const stored = this.#ports.store.desired();
    if (stored !== null) this.#tell(stored);
  }

  /** Answers the revision that counts now. Throws InvalidMessage for another device's. */
  accept(desired: DesiredState): number {
    if (desired.device.id !== this.#ports.device)
      throw new InvalidMessage('desired state', 'device.id', 'is another device');
    const current = this.#revision ?? -1;
    if (desired.revision <= current) return current;
    this.#ports.store.saveDesired(desired);
    this.#tell(desired);
    return desired.revision;
  }

  #tell(desired: DesiredState): void {
    const { log, facts } = this.#ports;
    const { revision, deployments } = desired;
    log.info({ revision, deployments: deployments.length }, 'desired state');
    this.#revision = revision;
    facts.append({ type: 'desired.accepted', desired });
  }

  #applied(revision: number): void {
    if (this.appliedRevision === revision) return;
    const { store, log, facts, clock } = this.#ports;
    store.write(appliedKey, String(revision));
    facts.append({ type: 'desired.applied', at: clock.now(), revision });
    log.info({ revision }, 'desired state applied');
  }
}
