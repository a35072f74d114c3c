import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Clock } from '@nanoedge/base';
import type { Resolver } from '@nanoedge/coap';

/** A container that is created again gets another address, so answers are kept shortly. */
const keptMs = 5000;

/** Addresses of peers by name, IPv4. `gateway` is the agent's host. */
export class NameResolver implements Resolver {
  readonly #clock: Clock;
  readonly #gateway: () => string;
  readonly #known = new Map<string, { address: string; until: number }>();

  constructor(clock: Clock, gateway: () => string) {
    this.#clock = clock;
    this.#gateway = gateway;
  }

  /** Rejects when the name has no address. */
  async resolve(name: string): Promise<string> {
    const host = name === 'gateway' ? this.#gateway() : name;
    if (isIP(host) !== 0) return host;
    const known = this.#known.get(host);
    if (known !== undefined && known.until > this.#clock.monotonic()) return known.address;
    const address = await new Promise<string>((resolve, reject) => {
      lookup(host, { family: 4 }, (error, found) =>
        error === null ? resolve(found) : reject(error),
      );
    });
    this.#known.set(host, { address, until: this.#clock.monotonic() + keptMs });
    return address;
  }

  forget(name: string): void {
    this.#known.delete(name);
  }
}
