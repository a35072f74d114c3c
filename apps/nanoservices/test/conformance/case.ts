import type { CoapClient, Method } from '@nanoedge/coap';
import type { Ground, Running } from './subject.ts';

/** Something that only this service does, and that must hold wherever it runs. */
export interface OwnBehaviour {
  /** What it does, as the name of a test. */
  does: string;
  holds: (running: Running, client: CoapClient) => Promise<void>;
}

/** What the one suite must know of a service; `test/conformance.ts` in its folder says it. */
export interface ConformanceCase {
  config: (ground: Pick<Ground, 'databaseFolder'>) => unknown;
  /** Names of the deployments that its config names; they need not be there. */
  peers: readonly string[];
  /** What `/.well-known/core` lists besides `/health`. */
  links: readonly string[];
  /** A request whose body is wrong, the answer to it, and what the diagnostic names. */
  bad: { method: Method; path: string; body: unknown; code: string; field?: string };
  /** An observable resource, and what changes it. */
  observe: {
    path: string;
    change: (running: Running, client: CoapClient) => Promise<void>;
    sees: RegExp;
  } | null;
  own?: readonly OwnBehaviour[];
}

/** The case of a service, and what it must say of itself where it runs. */
export interface HostedCase extends ConformanceCase {
  service: string;
  runtime: 'nano' | 'node';
}
