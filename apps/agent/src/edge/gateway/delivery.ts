import { type Clock, describeError, sleep } from '@nanoedge/base';
import type { DeploymentId } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { linkDelayMs } from '../../time/back-off.ts';

/** Where a container of a deployment answers. */
export interface ContainerAddress {
  container: string;
  address: string;
}

export interface DeliveryPorts<Body> {
  clock: Clock;
  log: Logger;
  /** What is delivered, for the log. */
  what: string;
  /** Puts it to the service there. */
  send: (to: ContainerAddress, body: Body) => Promise<void>;
  /** What the log may say of it. */
  about?: (body: Body) => Record<string, number>;
}

/** A service that answered last at `to`; `delivered` is what it took, as text. */
interface Service {
  to: ContainerAddress;
  delivered: string | null;
  attempt: AbortController;
}

/**
 * Keeps what services are given current: puts it to each once per container start and content,
 * until it was taken.
 */
export class Delivery<Body> {
  readonly #ports: DeliveryPorts<Body>;
  readonly #services = new Map<DeploymentId, Service>();
  #bodies: ReadonlyMap<DeploymentId, Body> = new Map();

  constructor(ports: DeliveryPorts<Body>) {
    this.#ports = ports;
  }

  /** What each deployment is given from now on: nothing is sent to any other. */
  assign(bodies: ReadonlyMap<DeploymentId, Body>, present: ReadonlySet<DeploymentId>): void {
    this.#bodies = bodies;
    for (const [id, service] of this.#services) {
      this.#push(id, service);
      if (!present.has(id)) this.#services.delete(id);
    }
  }

  /** A deployment, given something or not, answers there since just now. */
  answering(deployment: DeploymentId, to: ContainerAddress): void {
    this.#services.get(deployment)?.attempt.abort();
    const service: Service = { to, delivered: null, attempt: new AbortController() };
    this.#services.set(deployment, service);
    this.#push(deployment, service);
  }

  stop(): void {
    for (const { attempt } of this.#services.values()) attempt.abort();
  }

  #push(deployment: DeploymentId, service: Service): void {
    service.attempt.abort();
    service.attempt = new AbortController();
    const body = this.#bodies.get(deployment);
    if (body !== undefined) void this.#deliver(deployment, service, body);
  }

  async #deliver(deployment: DeploymentId, service: Service, body: Body): Promise<void> {
    const { clock, log, send, what, about } = this.#ports;
    const { signal } = service.attempt;
    const delivery = JSON.stringify(body);
    let said: string | null = null;
    for (let attempt = 0; !signal.aborted && service.delivered !== delivery; attempt += 1) {
      try {
        await send(service.to, body);
        if (signal.aborted) return;
        service.delivered = delivery;
        log.info({ deployment, ...about?.(body) }, `${what} delivered`);
      } catch (error) {
        if (signal.aborted) return;
        const reason = describeError(error);
        if (reason !== said) log.warn({ deployment, reason }, `${what} not taken; trying on`);
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
