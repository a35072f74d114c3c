import type { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import type { ContainerSpec } from './container-spec.ts';

export interface EngineInfo {
  version: string;
  apiVersion: string;
  arch: string;
}

export interface NetworkInfo {
  id: string;
  name: string;
  /** The host's own address on the bridge: where the gateway listens. */
  gateway: string;
}

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** A container that carries this device's label. */
export interface ContainerInfo {
  id: string;
  name: string;
  device: string;
  deployment: DeploymentId | null;
  nanoservice: NanoserviceName | null;
  /** Hash of the spec that it was created from. */
  spec: string;
  imageId: string;
  state: ContainerState;
  /** IPv4 address on the device's network, null while it has none. */
  address: string | null;
}

export interface ContainerDetail extends ContainerInfo {
  exitCode: number | null;
  /** Epoch ms of the last start, null when it never started. */
  startedAt: number | null;
}

export interface ImageInfo {
  id: string;
  bytes: number;
}

/** Something changed on the engine. `down` and `up`: the stream itself was lost or came (back). */
export type EngineEvent =
  | { kind: 'container'; action: string; container: string; device: string | null }
  | { kind: 'image'; action: string }
  | { kind: 'up' }
  | { kind: 'down' };

/** One device's container engine. It lists and touches only containers that carry the device's label.
 *  Every method throws EngineUnreachable when the engine does not answer, EngineRefused when it says no. */
export interface Engine {
  info(): Promise<EngineInfo>;
  /** Makes the device's bridge network unless it is there. */
  ensureNetwork(): Promise<NetworkInfo>;
  list(): Promise<ContainerInfo[]>;
  /** null when there is no such container. */
  inspect(container: string): Promise<ContainerDetail | null>;
  /** Creates without starting; its id. Throws SpecRefused before the engine hears of a spec that breaks the rules. */
  create(spec: ContainerSpec): Promise<string>;
  start(container: string): Promise<void>;
  /** SIGTERM, after `graceSeconds` SIGKILL. Harmless when it does not run or is gone. */
  stop(container: string, graceSeconds: number): Promise<void>;
  /** Kills and removes; its named volumes stay. Harmless when it is gone. */
  remove(container: string): Promise<void>;
  /** The last lines of its output, both streams, oldest first. */
  logTail(container: string, lines: number): Promise<string[]>;
  /** By reference or by id; null when the engine does not have it. */
  image(reference: string): Promise<ImageInfo | null>;
  /** Resident bytes without the page cache; null when it does not run. */
  memory(container: string): Promise<number | null>;
  /** Calls `listener` until `signal` aborts; reconnects by itself. */
  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void;
}
