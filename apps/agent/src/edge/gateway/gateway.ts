import { CoapServer, type Log, Refusals } from '@nanoedge/coap';
import type { Logger } from 'pino';
import { permit } from './permit.ts';
import { gatewayResources, type ResourcePorts } from './resources.ts';
import type { Speakers } from './speakers.ts';
import { TellingLimit } from './telling-limit.ts';

export interface GatewayPorts extends ResourcePorts {
  log: Logger;
  speakers: Speakers;
  port: number;
}

/** More than this many clients are not served notifications at once; the oldest makes room. */
export const observerLimit = 64;

/**
 * The device's CoAP side for its nanoservices, bound to the bridge's own address. It hears those
 * whose secret it knows.
 */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #said = new Set<string>();
  readonly #telling: TellingLimit;
  readonly #refusals: Refusals;
  #server: CoapServer | null = null;
  #address: string | null = null;

  constructor(ports: GatewayPorts) {
    this.#ports = ports;
    this.#telling = new TellingLimit(ports.clock);
    const { clock, append } = ports;
    this.#refusals = new Refusals({
      clock,
      tell: (refused) =>
        append(
          { deployment: null, nanoservice: null },
          { type: 'requests.refused', at: clock.now(), ...refused },
        ),
    });
  }

  get observerCount(): number {
    return this.#server?.observers() ?? 0;
  }

  /** Listens on `address`; moves there when it listened on another. Rejects when it cannot bind. */
  async listen(address: string): Promise<void> {
    if (this.#address === address) return;
    await this.close();
    const { port, log, speakers } = this.#ports;
    await speakers.refresh();
    const server = new CoapServer(gatewayResources(this.#ports, this.#telling), {
      address,
      port,
      peers: speakers.heard,
      refused: (from) => this.#refusals.add(from),
      allow: ({ peer, ...request }) => {
        const speaker = speakers.of(peer);
        if (speaker !== null) permit(this.#ports.capabilities(speaker.deployment), request);
      },
      // A container has one client; one that asks again under another token has forgotten the first.
      observers: { limit: observerLimit, onePerClient: true },
      log: this.#log(),
    });
    await server.start();
    this.#server = server;
    this.#address = address;
    log.info({ address, port }, 'gateway listens');
  }

  /** A container ended, and with it what it observed. */
  containerEnded(container: string): void {
    const key = this.#ports.speakers.keyOf(container);
    if (key !== null) this.#server?.forget(key);
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#address = null;
    this.#refusals.stop();
    await server?.stop();
  }

  /** What a datagram did is no news after the first time. */
  #log(): Log {
    const { log } = this.#ports;
    return {
      info: (fact, details) => log.info(details ?? {}, fact),
      warn: (fact, details) => {
        if (this.#said.has(fact)) return;
        this.#said.add(fact);
        log.warn(details ?? {}, `gateway: ${fact}`);
      },
    };
  }
}
