import type { NanoserviceName } from '@nanoedge/protocol';
import type { FakeGateway } from '../support/gateway.ts';

/** A service that runs somewhere, as its neighbours see it. */
export interface Running {
  /** `coap://host:port`. */
  url: string;
  /** Its config's view of the agent. */
  gateway: FakeGateway;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  /** Whether it is still the process that was started. */
  alive(): Promise<boolean>;
  /** Sends SIGTERM; resolves with exit code and how long it took. */
  terminate(): Promise<{ code: number | null; ms: number }>;
  /** Ends it without asking. */
  dispose(): Promise<void>;
}

/** A place where services run. */
export interface Ground {
  name: string;
  /** Where a service may keep a database. */
  databaseFolder: string;
  prepare(): Promise<void>;
  /**
   * Starts a service with its config and the names of its peers, and with the secret that it shares
   * with its agent if it is given one; resolves when it was started, not when it answers.
   */
  start(
    service: NanoserviceName,
    given: { config: unknown; peers: readonly string[]; secret?: string },
  ): Promise<Running>;
  /**
   * Starts a service with the text of NANOEDGE_CONFIG; resolves with exit code and output when it
   * ended.
   */
  startBroken(
    service: NanoserviceName,
    text: string,
  ): Promise<{ code: number | null; output: string }>;
  clean(): Promise<void>;
}

/** Peers with one address for all; nobody needs to be there. */
export const peersAt = (url: string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, url]));
