import { type Clock, describeError, sleep } from '@nanoedge/base';
import type { DeploymentId, Roster } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { linkDelayMs } from '../../time/back-off.ts';

export interface RosterPorts {
  clock: Clock;
  log: Logger;
  /** Puts a roster to the service at `address`. */
  send: (address: string, roster: Roster) => Promise<void>;
}

/** A service that answered last at `address`; `delivered` is the roster that it took. */
interface Service {
  address: string;
  delivered: string | null;
  attempt: AbortController;
}

/**
 * Keeps the roster of all services that are given it current: pushes once per container start and
 * roster, until it was taken.
 */
export class RosterPush {
  readonly #ports: RosterPorts;
  readonly #services = new Map<DeploymentId, Service>();
  #takers: ReadonlySet<DeploymentId> = new Set();
  #roster: Roster | null = null;

  constructor(ports: RosterPorts) {
    this.#ports = ports;
  }

  /**
   * What a deployment may read: the roster, null when there is none, `withheld` when it is not
   * given it.
   */
  readableBy(deployment: DeploymentId): Roster | null | 'withheld' {
    return this.#takers.has(deployment) ? this.#roster : 'withheld';
  }

  /**
   * The roster from now on, and which deployments are there and are given it: nothing is sent to
   * any other.
   */
  assign(
    roster: Roster | null,
    deployments: readonly { id: DeploymentId; roster: boolean }[],
  ): void {
    this.#roster = roster;
    this.#takers = new Set(
      deployments.flatMap((deployment) => (deployment.roster ? [deployment.id] : [])),
    );
    for (const [id, service] of this.#services) {
      this.#push(id, service);
      if (!deployments.some((deployment) => deployment.id === id)) this.#services.delete(id);
    }
  }

  /** A deployment, given the roster or not, answers at this address since just now. */
  answering(deployment: DeploymentId, address: string): void {
    this.#services.get(deployment)?.attempt.abort();
    const service: Service = { address, delivered: null, attempt: new AbortController() };
    this.#services.set(deployment, service);
    this.#push(deployment, service);
  }

  stop(): void {
    for (const { attempt } of this.#services.values()) attempt.abort();
  }

  #push(deployment: DeploymentId, service: Service): void {
    service.attempt.abort();
    service.attempt = new AbortController();
    if (this.#roster !== null && this.#takers.has(deployment))
      void this.#deliver(deployment, service, this.#roster);
  }

  async #deliver(deployment: DeploymentId, service: Service, roster: Roster): Promise<void> {
    const { clock, log, send } = this.#ports;
    const { signal } = service.attempt;
    const delivery = JSON.stringify(roster);
    let said: string | null = null;
    for (let attempt = 0; !signal.aborted && service.delivered !== delivery; attempt += 1) {
      try {
        await send(service.address, roster);
        if (signal.aborted) return;
        service.delivered = delivery;
        const { revision, people, meetings } = roster;
        log.info(
          { deployment, revision, people: people.length, meetings: meetings.length },
          'roster delivered',
        );
      } catch (error) {
        if (signal.aborted) return;
        const reason = describeError(error);
        if (reason !== said)
          log.warn({ deployment, reason }, 'the roster was not taken; trying on');
        said = reason;
        await sleep(
          clock,
          linkDelayMs(attempt, () => 1),
          signal,
        );
      }
    }
  }
}
