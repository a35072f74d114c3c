import type { Clock } from '@nanoedge/base';
import { Milliseconds } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { StateStore } from '../store/state-store.ts';
import type { StatusStore } from './status-store.ts';
import type { Targets } from './targets.ts';

const prefix = 'initiation:';

export interface InitiationPorts {
  clock: Clock;
  log: Logger;
  facts: FactSink;
  store: StateStore;
  status: StatusStore;
  targets: Targets;
}

/**
 * Initiation time: from the create call to the first answer, measured once for each container and
 * kept over restarts, because an adopted container is not created again.
 */
export class Initiation implements FactReader {
  readonly #ports: InitiationPorts;
  readonly #created = new Map<string, number>();

  constructor(ports: InitiationPorts) {
    this.#ports = ports;
  }

  hear(fact: Fact): void {
    if (fact.type === 'container.created') this.#created.set(fact.container, fact.at);
    if (fact.type === 'container.answered') this.#answered(fact);
    if (fact.type === 'desired.applied') this.#forgetOthers();
  }

  #answered(fact: Extract<Fact, { type: 'container.answered' }>): void {
    const { deployment, container, address } = fact;
    const { targets, store, facts, clock, log } = this.#ports;
    const spec = targets.assignment?.deployments.find(({ id }) => id === deployment);
    if (spec === undefined) return;
    const measured = this.#measure(container, fact.at);
    if (measured !== null) store.write(prefix + container, String(measured));
    const known = Number(store.read(prefix + container) ?? Number.NaN);
    facts.append({
      type: 'service.answering',
      at: clock.now(),
      initiationMs: measured,
      deployment,
      nanoservice: spec.nanoservice,
    });
    facts.append({
      type: 'container.ready',
      deployment,
      container,
      address,
      measured,
      known: Number.isNaN(known) ? null : Milliseconds.parse(known),
    });
    log.info({ service: spec.name, initiationMs: measured }, 'service answers');
  }

  #measure(container: string, at: number): Milliseconds | null {
    const createdAt = this.#created.get(container);
    this.#created.delete(container);
    return createdAt === undefined
      ? null
      : Milliseconds.parse(Math.round((at - createdAt) * 10) / 10);
  }

  #forgetOthers(): void {
    const { store, status, targets } = this.#ports;
    const shown = (targets.assignment?.deployments ?? []).map(
      ({ id }) => prefix + (status.get(id).container ?? ''),
    );
    store.forget(prefix, new Set(shown));
  }
}
