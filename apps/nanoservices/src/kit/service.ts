import { coapUrl } from '@nanoedge/base';
import type { NanoserviceName } from '@nanoedge/protocol';
import type {
  CoapClient,
  Log,
  Observation,
  Output,
  Resource,
  Schema,
  Subscription,
} from '@nanoedge/coap';
import type { Environment } from './env.ts';
import type { EventQueue } from './events.ts';
import type { ServiceClock } from './service-clock.ts';

/** What the kit gives a service. */
export interface ServiceContext<C> {
  environment: Environment<C>;
  config: C;
  /** The device's time. Whoever remembers moments of it hears of a correction. */
  clock: ServiceClock;
  log: Log;
  client: CoapClient;
  events: EventQueue;
  /** Address of the agent's gateway, `coap://host:port`. */
  gateway: string;
  observe<T extends Schema>(subscription: Subscription<T>): Observation<T>;
  /** Tells the observers of one of the service's own resources. */
  notify(path: string): void;
}

/** A running service's own part; the kit adds `/health` and `/.well-known/core`. */
export interface Service {
  resources: readonly Resource[];
  /**
   * The clock was corrected by this much: every moment that the service remembers is another one
   * now, so that what was to last ten seconds more still does (`shiftTimes`).
   */
  clockShifted?(byMs: number): void;
  /** Called once the server answers. */
  start(): void | Promise<void>;
  /** Called when nothing is served any more; timers and observations end here. */
  stop(): void | Promise<void>;
}

/**
 * One nanoservice: its name, its config's schema, the names of the peers that it calls, and how to
 * make it.
 */
export interface Nanoservice<T extends Schema> {
  name: NanoserviceName;
  configSchema: T;
  peers?: (environment: Environment<Output<T>>) => string[];
  create(context: ServiceContext<Output<T>>): Service;
}

/**
 * Where the peer of this name is. One that is not told of is looked for under its name on the own
 * network: it may not have been added yet, and whoever calls it says what it cannot do meanwhile.
 */
export const peerUrl = (environment: Pick<Environment<unknown>, 'peers'>, name: string): string =>
  environment.peers[name] ?? coapUrl(name);

/** Those of `names` that have no address yet. */
export const missingPeers = (
  environment: Pick<Environment<unknown>, 'peers'>,
  names: readonly string[],
): string[] => [...new Set(names)].filter((name) => environment.peers[name] === undefined);

/** The name of the peer that runs main-controller, by the name of its deployment. */
export const controllerPeer = (environment: Pick<Environment<unknown>, 'peers'>): string =>
  Object.keys(environment.peers).find((name) => name.startsWith('main-controller')) ??
  'main-controller';
