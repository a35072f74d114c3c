import type { Readable } from 'node:stream';
import type { DeploymentId, Digest, EngineTraits, NanoserviceName } from '@nanoedge/protocol';
import type { ContainerSpec } from './container-spec.ts';

export interface EngineInfo {
  version: string;
  /** The newest that it has. */
  apiVersion: string;
  arch: string;
  /** null where it does not tell. */
  traits: EngineTraits | null;
}

export interface NetworkInfo {
  id: string;
  name: string;
  /** The host's own address on the bridge: where the gateway listens. */
  gateway: string;
  /** All its addresses, as `172.18.0.0/16`. */
  subnet: string;
  /** The host's interface. */
  bridge: string;
}

export type ContainerState =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead';

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
  /** All its labels, ours among them. */
  labels: Record<string, string>;
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

/**
 * How far a pull is: all layers that the engine lacks are fetched (`sending`) before it is said to
 * unpack (`loading`). Bytes are those of the compressed layers; `totalBytes` grows while the
 * registry has not told the size of each.
 */
export interface PullProgress {
  step: 'sending' | 'loading';
  bytes: number;
  totalBytes: number;
}

/** Something changed on the engine. `down` and `up`: the stream itself was lost or came (back). */
export type EngineEvent =
  | { kind: 'container'; action: string; container: string; device: string | null }
  | { kind: 'image'; action: string }
  | { kind: 'up' }
  | { kind: 'down' };

/**
 * One device's container engine. It lists and touches only containers that carry the device's
 * label. Every method throws EngineUnreachable when the engine does not answer, EngineRefused when
 * it says no.
 */
export interface Engine {
  info(): Promise<EngineInfo>;
  /**
   * Makes the device's bridge network unless it is there, and anew where it is in none of the pools
   * (networks as `10.77.0.0/16`; none: wherever the engine wants). Throws EngineRefused with what is
   * in the way when no part of them is free.
   */
  ensureNetwork(pools?: readonly string[]): Promise<NetworkInfo>;
  list(): Promise<ContainerInfo[]>;
  /** null when there is no such container. */
  inspect(container: string): Promise<ContainerDetail | null>;
  /**
   * Creates without starting; its id. Throws SpecRefused before the engine hears of a spec that
   * breaks the rules.
   */
  create(spec: ContainerSpec): Promise<string>;
  start(container: string): Promise<void>;
  /** SIGTERM, after `graceSeconds` SIGKILL. Harmless when it does not run or is gone. */
  stop(container: string, graceSeconds: number): Promise<void>;
  /** Kills and removes, with its volumes without a name; named ones stay. Harmless when it is gone. */
  remove(container: string): Promise<void>;
  /**
   * Takes away what a dead engine left of a container's place on the device's network. Harmless
   * when there is nothing.
   */
  detach(name: string): Promise<void>;
  /** Removes the device's network with whatever hangs on it; harmless when it is gone. */
  removeNetwork(): Promise<void>;
  /** Gives up an image; harmless when it is gone, refused while a container uses it. */
  removeImage(id: string): Promise<void>;
  rename(container: string, name: string): Promise<void>;
  /** Harmless when it is not paused. */
  unpause(container: string): Promise<void>;
  /** The last lines of its output, both streams, oldest first. */
  logTail(container: string, lines: number): Promise<string[]>;
  /** By reference or by id; null when the engine does not have it. */
  image(reference: string): Promise<ImageInfo | null>;
  /** The diff ids of every local image's layers, lowest first. */
  layerChains(): Promise<Digest[][]>;
  /**
   * Takes in a `docker save` archive, which may leave out layers that are there. An abort rejects
   * with the signal's reason, an error of `archive` itself with that error.
   */
  load(archive: Readable, signal?: AbortSignal): Promise<void>;
  /**
   * Fetches an image from the registry that its reference names, without credentials; tags nothing.
   * An abort rejects with the signal's reason.
   */
  pull(
    reference: string,
    progress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * The volumes that carry this device's label by their names, and the name of the deployment that
   * each was made for; null where that is not said.
   */
  volumes(): Promise<ReadonlyMap<string, string | null>>;
  /**
   * How many bytes each volume that carries this device's label holds, by its name; those that the
   * engine cannot measure are left out. It reads every file's size: not to be asked all the time.
   */
  volumeSizes(): Promise<ReadonlyMap<string, number>>;
  /**
   * How many volumes without a name no container uses; whose they were, nobody can say. Those with
   * the secret of a container of ours that somebody removed are taken away first.
   */
  unnamedVolumes(): Promise<number>;
  /** Harmless when it is gone; refused while a container uses it, or when it is not ours. */
  removeVolume(name: string): Promise<void>;
  /**
   * A tar of what is below `path` in a container that need not run; names are relative, `./` is the
   * path itself.
   */
  readPath(container: string, path: string): Promise<Readable>;
  /**
   * Unpacks such a tar below `path`, owners and modes as it says; what is there already and not in
   * the tar stays.
   */
  writePath(container: string, path: string, tar: Readable): Promise<void>;
  /** Resident bytes without the page cache; null when it does not run. */
  memory(container: string): Promise<number | null>;
  /** Calls `listener` until `signal` aborts; reconnects by itself. */
  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void;
}
