import { describeError } from '@nanoedge/base';
import type { Logger } from 'pino';
import {
  listenCoap,
  type CoapHandler,
  type CoapListener,
  type CoapObserver,
  type CoapRequest,
} from './coap.ts';
import { Observers } from './observers.ts';
import { diagnostic, route, type RoutePorts } from './routes.ts';
import type { Speakers } from './speakers.ts';

export interface GatewayPorts extends RoutePorts {
  log: Logger;
  speakers: Speakers;
  port: number;
}

/** The device's CoAP side for its nanoservices, bound to the bridge's own address. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #observers = new Observers();
  #listener: CoapListener | null = null;
  #address: string | null = null;
  #faults = 0;

  constructor(ports: GatewayPorts) {
    this.#ports = ports;
  }

  get observerCount(): number {
    return this.#observers.size;
  }

  /** Listens on `address`; moves there when it listened on another. Rejects when it cannot bind. */
  async listen(address: string): Promise<void> {
    if (this.#address === address) return;
    await this.close();
    this.#listener = await listenCoap({ address, port: this.#ports.port }, this.#handler());
    this.#address = address;
    this.#ports.log.info({ address, port: this.#ports.port }, 'gateway listens');
  }

  /** A container came or went: addresses may have other owners now. */
  containerChanged(container: string, ended: boolean): void {
    const address = this.#ports.speakers.addressOf(container);
    if (ended && address !== null) this.#observers.dropAddress(address);
    this.#ports.speakers.invalidate();
  }

  async close(): Promise<void> {
    this.#observers.dropAll();
    await this.#listener?.close();
    this.#listener = null;
    this.#address = null;
  }

  #handler(): CoapHandler {
    return {
      request: async (request) => this.#request(request),
      observe: async (request, observer) => this.#observe(request, observer),
      fault: (error) => {
        // garbage on the wire is no news after the first time
        this.#faults += 1;
        if (this.#faults === 1)
          this.#ports.log.warn(
            { reason: describeError(error) },
            'gateway got a datagram that it cannot use',
          );
      },
    };
  }

  async #request(request: CoapRequest): Promise<ReturnType<typeof diagnostic>> {
    const speaker = await this.#ports.speakers.identify(request.source.address);
    if (speaker === null) return diagnostic('4.03', 'only nanoservices of this device are served');
    if (request.observe === 'deregister')
      this.#observers.remove({ ...request.source, token: request.token });
    return route(request, speaker, this.#ports);
  }

  async #observe(
    request: CoapRequest,
    observer: CoapObserver,
  ): Promise<ReturnType<typeof diagnostic> | null> {
    const speaker = await this.#ports.speakers.identify(request.source.address);
    if (speaker === null) return diagnostic('4.03', 'only nanoservices of this device are served');
    const [resource, name, ...rest] = request.path;
    const driver =
      resource === 'things' && name !== undefined && rest.length === 0
        ? this.#ports.thing(name)
        : null;
    // what cannot be observed is answered as if observation was not asked for (RFC 7641 §4.1)
    if (driver === null || request.method !== 'GET') return route(request, speaker, this.#ports);
    const unsubscribe = driver.observe((state) => observer.send(state));
    this.#observers.add({
      ...request.source,
      token: request.token,
      thing: driver.spec.name,
      observer,
      unsubscribe,
    });
    observer.send(driver.read());
    return null;
  }
}
