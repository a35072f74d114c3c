import { describeError, type Clock } from '@nanoedge/base';
import type { Logger } from 'pino';
import type { Placement } from '../engine/container-spec.ts';
import type { Engine, NetworkInfo } from '../engine/engine.ts';
import { EngineRefused } from '../errors.ts';
import type { FactSink } from '../facts.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { GuardedBridge } from './guard/ruleset.ts';

/** When a gateway that could not listen tries again. */
const gatewayRetryMs = 2_000;

const addressKey = 'address';

export interface NetworkPorts {
  engine: Pick<Engine, 'ensureNetwork'>;
  clock: Clock;
  log: Logger;
  facts: FactSink;
  gateway: Pick<Gateway, 'listen'>;
  store: StateStore;
  device: string;
  /** What the operator says; null: the bridge's own address. */
  setAddress: string | null;
  /** Where the network may be; none: wherever the engine wants. */
  pools: readonly string[];
  /** This computer's address while the bridge's is not known. */
  fallbackAddress: string;
}

/**
 * The device's own network. Once it is prepared, containers can be made on it and the gateway
 * listens there; a gateway that cannot listen is tried again, and holds up nothing else.
 */
export class DeviceNetwork {
  readonly #ports: NetworkPorts;
  readonly #known = Promise.withResolvers<void>();
  #address: string | null = null;
  #subnet: string | null = null;
  #bridge: GuardedBridge | null = null;
  #refusal: string | null = null;
  #problem: string | null = null;

  constructor(ports: NetworkPorts) {
    this.#ports = ports;
  }

  /** Resolves once the engine has said which addresses the network has. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /** Where other devices reach this one, as far as it is known. */
  get address(): string {
    const { setAddress, store, fallbackAddress } = this.#ports;
    return this.#address ?? setAddress ?? store.read(addressKey) ?? fallbackAddress;
  }

  /** All its addresses, null while it was not seen, and why the engine makes none. */
  get facts(): { subnet: string | null; refusal: string | null } {
    return { subnet: this.#subnet, refusal: this.#refusal };
  }

  /** The bridge that the services are on, null while it was not seen. */
  get bridge(): GuardedBridge | null {
    return this.#bridge;
  }

  /** Throws EngineUnreachable, EngineRefused. */
  async prepare(): Promise<Placement> {
    const { device, setAddress } = this.#ports;
    const { gateway, subnet, bridge } = await this.#ensure();
    this.#subnet = subnet;
    this.#onBridge({ name: bridge, gateway, subnet });
    await this.#listen(gateway);
    const address = setAddress ?? gateway;
    this.#know(address);
    return { device, address };
  }

  #onBridge(bridge: GuardedBridge): void {
    const before = this.#bridge;
    this.#bridge = bridge;
    if (before?.name !== bridge.name || before.gateway !== bridge.gateway)
      this.#ports.facts.append({ type: 'network.prepared' });
  }

  async #ensure(): Promise<NetworkInfo> {
    try {
      const network = await this.#ports.engine.ensureNetwork(this.#ports.pools);
      this.#refusal = null;
      return network;
    } catch (error) {
      if (error instanceof EngineRefused) this.#refusal = error.message;
      throw error;
    }
  }

  async #listen(address: string): Promise<void> {
    const { gateway, clock, log, facts } = this.#ports;
    try {
      await gateway.listen(address);
      this.#problem = null;
    } catch (error) {
      const problem = describeError(error);
      clock.after(gatewayRetryMs, () => facts.append({ type: 'gateway.due' }));
      if (problem !== this.#problem)
        log.error(
          { address, reason: problem },
          'the gateway cannot listen; no service can reach this device',
        );
      this.#problem = problem;
    }
  }

  #know(address: string): void {
    const before = this.address;
    this.#address = address;
    if (address !== before) {
      this.#ports.store.write(addressKey, address);
      this.#ports.facts.append({ type: 'address.changed', address });
    }
    this.#known.resolve();
  }
}
