import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Digest } from '@nanoedge/protocol';
import { EngineRefused, EngineUnreachable } from '../errors.ts';
import type { ContainerSpec } from './container-spec.ts';
import type {
  ContainerDetail,
  ContainerInfo,
  Engine,
  EngineEvent,
  EngineInfo,
  ImageInfo,
  NetworkInfo,
  PullProgress,
} from './engine.ts';
import { readSavedImage, readVolume, writeVolume, type FakeVolume } from './fake-disk.ts';
import { makeVolumes, ownersOf, sizesOf } from './fake-volumes.ts';
import { pullFromRegistry, startRefusal } from './fake-faults.ts';
import {
  createdContainer,
  foreignContainer,
  mountedIn,
  requireFree,
  type FakeContainer,
} from './fake-container.ts';
import { fakeNetwork } from './fake-network.ts';
import { validateSpec } from './validate.ts';

/**
 * An engine in memory, for tests and for trying the agent without Docker; one contract suite runs on
 * it and on DockerEngine. `images`, `kill` and `reachable` are what a test turns.
 */
export class FakeEngine implements Engine {
  readonly #device: string;
  readonly #containers = new Map<string, FakeContainer>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #nextHost = 2;
  reachable = true;
  /** Reference or id → image. */
  readonly images = new Map<string, ImageInfo>();
  /** The text with which `start` refuses, as an engine does whose port is taken. */
  refuseStart: string | null = null;
  /** Containers that a dead engine left something of: they never start. */
  readonly stale = new Set<string>();
  /** Nothing starts until the network, or the image, was made anew. */
  brokenNetwork = false;
  brokenImage = false;
  /** `list` shows what ended as running, as a real one's does for a while after `die`. */
  listLags = false;
  /** The text with which `load` refuses. */
  refuseLoad: string | null = null;
  /** The engine goes away in the middle of the next load. */
  dieDuringLoad = false;
  /** What the registry has: reference → image. */
  readonly registry = new Map<string, ImageInfo>();
  readonly #layers = new Map<string, readonly Digest[]>();
  readonly #volumes = new Map<string, FakeVolume>();
  readonly unnamedVolumes = async (): Promise<number> => 0;
  readonly volumeSizes = async (): Promise<Map<string, number>> => sizesOf(this.#volumes);

  constructor(device: string) {
    this.#device = device;
  }

  addImage(reference: string, image: ImageInfo, layers: readonly Digest[] = []): void {
    this.#layers.set(image.id, layers);
    this.images.set(reference, image);
    this.images.set(image.id, image);
    this.#emit({ kind: 'image', action: 'tag' });
  }

  /** What a volume holds; empty when there is none of that name. */
  volume(name: string): FakeVolume {
    return this.#volumes.get(name) ?? new Map();
  }

  /** What `docker pause` does. */
  pause(container: string): void {
    const found = this.#containers.get(container);
    if (found?.state === 'running') Object.assign(found, { state: 'paused' });
  }

  /** What `docker kill` or a crash does. */
  kill(container: string, exitCode = 137): void {
    const found = this.#containers.get(container);
    if (found === undefined || found.state !== 'running') return;
    Object.assign(found, { state: 'exited', exitCode, address: null });
    this.#emitContainer('die', found);
  }

  addForeign(device: string): string {
    const id = randomUUID();
    this.#containers.set(id, foreignContainer(id, device));
    return id;
  }

  has(container: string): boolean {
    return this.#containers.has(container);
  }

  async info(): Promise<EngineInfo> {
    this.#requireReachable();
    return { version: 'fake', apiVersion: '1.41', arch: 'amd64', traits: null };
  }

  async ensureNetwork(): Promise<NetworkInfo> {
    this.#requireReachable();
    return fakeNetwork(this.#device);
  }

  async list(): Promise<ContainerInfo[]> {
    this.#requireReachable();
    return [...this.#containers.values()]
      .filter(({ device }) => device === this.#device)
      .map((found) =>
        this.listLags && found.state === 'exited'
          ? { ...found, state: 'running', address: '127.0.0.99' }
          : { ...found },
      );
  }

  async inspect(container: string): Promise<ContainerDetail | null> {
    this.#requireReachable();
    const found = this.#containers.get(container);
    return found === undefined ? null : { ...found };
  }

  async create(spec: ContainerSpec): Promise<string> {
    validateSpec(spec, this.#device);
    this.#requireReachable();
    const image = this.images.get(spec.image);
    if (image === undefined) throw new EngineRefused(404, `No such image: ${spec.image}`);
    requireFree(this.#containers.values(), spec.name);
    const id = randomUUID();
    makeVolumes(this.#volumes, spec);
    const about = { id, device: this.#device, imageId: image.id };
    this.#containers.set(id, createdContainer(spec, about));
    this.#emit({ kind: 'container', action: 'create', container: id, device: this.#device });
    return id;
  }

  async start(container: string): Promise<void> {
    const found = this.#require(container);
    const refusal = this.refuseStart ?? startRefusal(this, container);
    if (refusal !== null) throw new EngineRefused(500, refusal);
    if (found.state === 'running') return;
    Object.assign(found, {
      state: 'running',
      exitCode: null,
      startedAt: Date.now(),
      address: `127.0.0.${this.#nextHost}`,
    });
    this.#nextHost += 1;
    this.#emitContainer('start', found);
  }

  async stop(container: string): Promise<void> {
    this.#requireReachable();
    const found = this.#containers.get(container);
    if (found?.device === this.#device) this.kill(container, 143);
  }

  async remove(container: string): Promise<void> {
    this.#requireReachable();
    const found = this.#containers.get(container);
    if (found?.device !== this.#device) return;
    this.kill(container);
    this.#containers.delete(container);
    this.#emitContainer('destroy', found);
  }

  async detach(): Promise<void> {}
  async removeNetwork(): Promise<void> {
    this.#requireReachable();
    this.brokenNetwork = false;
  }

  async removeImage(id: string): Promise<void> {
    this.#requireReachable();
    for (const [reference, image] of this.images)
      if (image.id === id) this.images.delete(reference);
    this.brokenImage = false;
  }

  async rename(container: string, name: string): Promise<void> {
    const found = this.#require(container);
    requireFree(this.#containers.values(), name, found);
    found.name = name;
    this.#emitContainer('rename', found);
  }

  async unpause(container: string): Promise<void> {
    const found = this.#require(container);
    if (found.state !== 'paused') return;
    found.state = 'running';
    this.#emitContainer('unpause', found);
  }

  async logTail(container: string, lines: number): Promise<string[]> {
    this.#requireReachable();
    return this.#containers.get(container)?.log.slice(-lines) ?? [];
  }

  async image(reference: string): Promise<ImageInfo | null> {
    this.#requireReachable();
    return this.images.get(reference) ?? null;
  }

  async layerChains(): Promise<Digest[][]> {
    this.#requireReachable();
    return [...this.#layers.values()].map((layers) => [...layers]);
  }

  async load(archive: Readable, signal?: AbortSignal): Promise<void> {
    this.#requireReachable();
    signal?.throwIfAborted();
    if (this.dieDuringLoad) {
      this.reachable = false;
      this.dieDuringLoad = false;
      archive.destroy();
      throw new EngineUnreachable('the fake engine died');
    }
    if (this.refuseLoad !== null) {
      archive.destroy();
      throw new EngineRefused(500, this.refuseLoad);
    }
    const { info, tags, layers } = await readSavedImage(archive, (chain) =>
      [...this.#layers.values()].some((known) => chain.every((digest, at) => known[at] === digest)),
    );
    signal?.throwIfAborted();
    for (const tag of tags.length === 0 ? [info.id] : tags) this.addImage(tag, info, layers);
  }

  async pull(
    reference: string,
    progress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.#requireReachable();
    const found = await pullFromRegistry(this.registry, { reference, progress }, signal);
    this.addImage(reference, found);
  }

  async volumes(): Promise<ReadonlyMap<string, string | null>> {
    this.#requireReachable();
    return ownersOf(this.#volumes);
  }

  async removeVolume(name: string): Promise<void> {
    this.#requireReachable();
    const mounts = [...this.#containers.values()].flatMap((container) => container.mounts);
    if (mounts.some(({ volume }) => volume === name))
      throw new EngineRefused(409, `remove ${name}: volume is in use`);
    this.#volumes.delete(name);
  }

  async readPath(container: string, path: string): Promise<Readable> {
    return readVolume(this.#mounted(container, path));
  }

  async writePath(container: string, path: string, tar: Readable): Promise<void> {
    await writeVolume(this.#mounted(container, path), tar);
  }

  async memory(container: string): Promise<number | null> {
    this.#requireReachable();
    return this.#containers.get(container)?.state === 'running' ? 3_000_000 : null;
  }

  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
    listener({ kind: 'up' });
  }

  #emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #emitContainer(action: string, container: FakeContainer): void {
    this.#emit({ kind: 'container', action, container: container.id, device: container.device });
  }

  #mounted(container: string, path: string): FakeVolume {
    return mountedIn(this.#require(container), path, (name) => this.volume(name));
  }

  #require(container: string): FakeContainer {
    this.#requireReachable();
    const found = this.#containers.get(container);
    if (found?.device !== this.#device)
      throw new EngineRefused(404, `No such container: ${container}`);
    return found;
  }

  #requireReachable(): void {
    if (!this.reachable) throw new EngineUnreachable('the fake engine is switched off');
  }
}
