import { InvalidMessage, type DesiredState, type DeviceId } from '@nanoedge/protocol';
import type { Clock } from '@nanoedge/base';
import { linkFailures } from '@nanoedge/words';
import type { Logger } from 'pino';
import { DashboardDistrusted } from '../errors.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { ReleaseGate } from '../releases/gate.ts';
import type { StateStore } from '../store/state-store.ts';

const appliedKey = 'applied';

/** No dashboard makes so many documents between two that a device hears. */
const mostRevisions = 1_000_000;

export interface IntakePorts {
  device: DeviceId;
  clock: Clock;
  log: Logger;
  facts: FactSink;
  store: StateStore;
  gate: Pick<ReleaseGate, 'pass'>;
}

/**
 * Takes desired states in, and remembers the last one that was applied. Invariants: a desired state
 * is on the disk before anybody hears of it; revisions only grow.
 */
export class Intake implements FactReader {
  readonly #ports: IntakePorts;
  #revision: number | null = null;
  #startedOver: number | null = null;

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

  /** Whether an admin made this device start over since the document that counts now. */
  startsOver = ({ startedOver }: DesiredState): boolean =>
    startedOver !== null && startedOver > (this.#startedOver ?? 0);

  /**
   * Answers the revision that counts now. Throws InvalidMessage for another device's, and
   * DashboardDistrusted for one that cannot be the next.
   */
  accept(desired: DesiredState): number {
    if (desired.device.id !== this.#ports.device)
      throw new InvalidMessage('desired state', 'device.id', 'is another device');
    const current = this.#revision ?? -1;
    if (!this.startsOver(desired)) {
      if (desired.revision <= current) return current;
      if (this.#revision !== null && desired.revision > current + mostRevisions)
        throw new DashboardDistrusted(
          'revision-jump',
          linkFailures.revisionJump(current, desired.revision),
        );
    }
    this.#ports.store.saveDesired(desired);
    this.#tell(desired);
    return desired.revision;
  }

  #tell(desired: DesiredState): void {
    const { log, facts, gate } = this.#ports;
    const { revision, deployments } = desired;
    log.info({ revision, deployments: deployments.length }, 'desired state');
    this.#revision = revision;
    this.#startedOver = desired.startedOver;
    facts.append({ type: 'desired.accepted', ...gate.pass(desired) });
  }

  #applied(revision: number): void {
    if (this.appliedRevision === revision) return;
    const { store, log, facts, clock } = this.#ports;
    store.write(appliedKey, String(revision));
    facts.append({ type: 'desired.applied', at: clock.now(), revision });
    log.info({ revision }, 'desired state applied');
  }
}
