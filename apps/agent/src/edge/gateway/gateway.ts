import { AccessDenied, CoapServer, type Log } from '@nanoedge/coap';
import type { Logger } from 'pino';
import { gatewayResources, type ResourcePorts } from './resources.ts';
import type { Speaker, Speakers } from './speakers.ts';

export interface GatewayPorts extends Omit<ResourcePorts, 'speaker'> {
  log: Logger;
  speakers: Speakers;
  port: number;
}

/** More than this many clients are not served notifications at once; the oldest makes room. */
export const observerLimit = 64;

/** The engine may have to be asked who speaks: until then an acknowledgement alone says little. */
const acknowledgeMs = 500;

/** The device's CoAP side for its nanoservices, bound to the bridge's own address. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #said = new Set<string>();
  #server: CoapServer | null = null;
  #address: string | null = null;

  constructor(ports: GatewayPorts) {
    this.#ports = ports;
  }

  get observerCount(): number {
    return this.#server?.observers() ?? 0;
  }

  /** Listens on `address`; moves there when it listened on another. Rejects when it cannot bind. */
  async listen(address: string): Promise<void> {
    if (this.#address === address) return;
    await this.close();
    const { port, log } = this.#ports;
    const speaker = async (from: string): Promise<Speaker> => this.#speaker(from);
    const server = new CoapServer(gatewayResources({ ...this.#ports, speaker }), {
      address,
      port,
      acknowledgeMs,
      // A container has one client; one that asks again under another token has forgotten the first.
      observers: { limit: observerLimit, onePerAddress: true },
      admit: async (from) => void (await speaker(from)),
      log: this.#log(),
    });
    await server.start();
    this.#server = server;
    this.#address = address;
    log.info({ address, port }, 'gateway listens');
  }

  /** A container came or went: addresses may have other owners now. */
  containerChanged(container: string, ended: boolean): void {
    const address = this.#ports.speakers.addressOf(container);
    if (ended && address !== null) this.#server?.forget(address);
    this.#ports.speakers.invalidate();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#address = null;
    await server?.stop();
  }

  async #speaker(address: string): Promise<Speaker> {
    const speaker = await this.#ports.speakers.identify(address);
    if (speaker === null) throw new AccessDenied('only nanoservices of this device are served');
    return speaker;
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
