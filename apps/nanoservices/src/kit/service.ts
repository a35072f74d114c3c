import type { NanoserviceName } from '@nanoedge/protocol';
import type { CoapClient } from './client.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './env.ts';
import type { EventQueue } from './events.ts';
import type { Log } from './log.ts';
import type { Observation, Subscription } from './observe.ts';
import type { Resource } from './resource.ts';
import type { Output, Schema } from './schema.ts';

/** What the kit gives a service. */
export interface ServiceContext<C> {
  environment: Environment<C>;
  config: C;
  clock: Clock;
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
  /** Called once the server answers. */
  start(): void | Promise<void>;
  /** Called when nothing is served any more; timers and observations end here. */
  stop(): void | Promise<void>;
}

/** One nanoservice: its name, its config's schema, the problems that no schema sees, and how to make it. */
export interface Nanoservice<T extends Schema> {
  name: NanoserviceName;
  configSchema: T;
  problems?: (environment: Environment<Output<T>>) => string[];
  create(context: ServiceContext<Output<T>>): Service;
}

/** The peer whose name is `name`; the environment was checked to have it. */
export const peerUrl = (environment: Pick<Environment<unknown>, 'peers'>, name: string): string => {
  const url = environment.peers[name];
  if (url === undefined) throw new UnknownPeer(name);
  return url;
};

/** A peer is named in the config but has no address. */
export class UnknownPeer extends Error {
  constructor(name: string) {
    super(`peers: there is no ${name}`);
    this.name = 'UnknownPeer';
  }
}

/** A line for each of `names` that has no address. */
export const missingPeers = (environment: Pick<Environment<unknown>, 'peers'>, names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => environment.peers[name] === undefined).map((name) => new UnknownPeer(name).message);

/** The peer that runs main-controller, by the name of its deployment; null when no peer is one. */
export const controllerPeer = (environment: Pick<Environment<unknown>, 'peers'>): string | null =>
  Object.keys(environment.peers).find((name) => name.startsWith('main-controller')) ?? null;
