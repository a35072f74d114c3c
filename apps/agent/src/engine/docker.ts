import type { Readable } from 'node:stream';
import { type Clock, labels } from '@nanoedge/base';
import Docker from 'dockerode';
import type { Digest } from '@nanoedge/protocol';
import type { EngineAddress } from '../env.ts';
import { EngineRefused } from '../errors.ts';
import type { ContainerSpec } from './container-spec.ts';
import { answer, answerIfThere } from './docker-answer.ts';
import { inspected, listed } from './docker-containers.ts';
import { createBody, demultiplexLog, workingSet } from './docker-format.ts';
import { watchDocker } from './docker-events.ts';
import { archivePath, callEngine, streamOf, textOf } from './docker-http.ts';
import { findNetwork, makeNetwork } from './docker-network.ts';
import { countUnnamed, sweepKeys, volumesIn, writeKey } from './docker-key.ts';
import { measureVolumes } from './docker-volumes.ts';
import { ownVolumes } from './docker-owner.ts';
import { requireOwnVolumes } from './own-volumes.ts';
import { readTraits, spokenApi } from './docker-info.ts';
import { reportedArch } from './reported-arch.ts';
import { LayerChains, loadImage, pullImage } from './docker-images.ts';
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
import { isInPools } from './free-network.ts';
import { networkName } from './labels.ts';
import { validateSpec } from './validate.ts';

/** A connection on which nothing was heard for so long is closed, whoever still waits for it. */
const hangUpMs = 120_000;

const traitsMs = 60_000;

/** The Engine port on a Docker Engine (API 1.41 or later). */
export class DockerEngine implements Engine {
  readonly #docker: Docker;
  /** Its one stream is silent for as long as nothing happens. */
  readonly #news: Docker;
  readonly #address: EngineAddress;
  readonly #layers: LayerChains;
  readonly #device: string;
  readonly #clock: Clock;
  #traits: { version: string; at: number; said: ReturnType<typeof readTraits> } | null = null;
  /** Containers that the engine has shown us with our label; labels never change. */
  readonly #known = new Set<string>();

  constructor(address: EngineAddress, device: string, clock: Clock) {
    const options: Docker.DockerOptions =
      'socketPath' in address
        ? { socketPath: address.socketPath }
        : { ...address, protocol: 'http' };
    this.#docker = new Docker({ ...options, timeout: hangUpMs });
    this.#news = new Docker(options);
    this.#address = address;
    this.#layers = new LayerChains(this.#docker);
    this.#device = device;
    this.#clock = clock;
  }

  async info(): Promise<EngineInfo> {
    const version = await answer(this.#news.version());
    const { Version, ApiVersion, Arch, MinAPIVersion } = version;
    // Asked without a version itself, so that an engine that was exchanged is heard of
    Object.assign(this.#docker.modem, { version: `v${spokenApi(ApiVersion, MinAPIVersion)}` });
    const said = await this.#said(Version);
    return {
      version: Version,
      apiVersion: ApiVersion,
      arch: reportedArch(Arch, said?.machine),
      traits: said?.traits ?? null,
    };
  }

  /** What changes only with another start of the engine is asked for once in a while. */
  async #said(version: string): Promise<ReturnType<typeof readTraits>> {
    const now = this.#clock.now();
    if (this.#traits?.version !== version || Math.abs(now - this.#traits.at) > traitsMs)
      this.#traits = { version, at: now, said: readTraits(await answer(this.#docker.info())) };
    return this.#traits.said;
  }

  async ensureNetwork(pools: readonly string[] = []): Promise<NetworkInfo> {
    const found = await findNetwork(this.#docker, networkName(this.#device));
    if (found !== null && isInPools(found.subnet, pools)) return found;
    if (found !== null) await this.removeNetwork();
    return makeNetwork(this.#docker, this.#device, pools);
  }

  async list(): Promise<ContainerInfo[]> {
    const found = await answer(
      this.#docker.listContainers({
        all: true,
        filters: { label: [`${labels.device}=${this.#device}`] },
      }),
    );
    for (const { Id } of found) this.#known.add(Id);
    return found.map((entry) => listed(entry, this.#device));
  }

  async inspect(container: string): Promise<ContainerDetail | null> {
    const found = await answerIfThere(this.#docker.getContainer(container).inspect());
    return found === null ? null : inspected(found, this.#device);
  }

  async create(spec: ContainerSpec): Promise<string> {
    validateSpec(spec, this.#device);
    const before =
      spec.volumes.length === 0 ? new Map<string, string | null>() : await this.volumes();
    requireOwnVolumes(spec, before);
    const made = await answer(this.#docker.createContainer(createBody(spec)));
    this.#known.add(made.id);
    const volumes = spec.volumes.filter(({ name }) => !before.has(name));
    try {
      const client = { docker: this.#docker, address: this.#address };
      await ownVolumes(client, { container: made.id, spec, volumes });
      if (spec.secret !== null) await writeKey(this.#address, made.id, spec.secret);
    } catch (error) {
      // The next try finds fresh volumes again, and none that nobody may write to
      await this.remove(made.id);
      for (const { name } of volumes) await this.removeVolume(name);
      throw error;
    }
    return made.id;
  }

  async start(container: string): Promise<void> {
    await this.#requireOurs(container);
    try {
      await answer(this.#docker.getContainer(container).start());
    } catch (error) {
      if (!(error instanceof EngineRefused && error.status === 304)) throw error;
    }
  }

  async stop(container: string, graceSeconds: number): Promise<void> {
    if (!(await this.#isOurs(container))) return;
    await answerIfThere(this.#docker.getContainer(container).stop({ t: graceSeconds }));
  }

  async remove(container: string): Promise<void> {
    if (!(await this.#isOurs(container))) return;
    try {
      await answerIfThere(this.#docker.getContainer(container).remove({ force: true, v: true }));
    } catch (error) {
      const already =
        error instanceof EngineRefused &&
        error.status === 409 &&
        error.message.includes('already in progress');
      if (!already) throw error;
    }
    this.#known.delete(container);
  }

  async rename(container: string, name: string): Promise<void> {
    await this.#requireOurs(container);
    await answer(this.#docker.getContainer(container).rename({ name }));
  }

  async detach(name: string): Promise<void> {
    await this.#disconnect(networkName(this.#device), name);
  }

  async removeNetwork(): Promise<void> {
    const network = this.#docker.getNetwork(networkName(this.#device));
    const found = await answerIfThere(network.inspect());
    if (found === null) return;
    for (const id of Object.keys(found.Containers ?? {})) await this.#disconnect(found.Id, id);
    await answerIfThere(network.remove());
  }

  async removeImage(id: string): Promise<void> {
    await answerIfThere(this.#docker.getImage(id).remove({ force: true }));
  }

  async unpause(container: string): Promise<void> {
    await this.#requireOurs(container);
    try {
      await answer(this.#docker.getContainer(container).unpause());
    } catch (error) {
      if (!(error instanceof EngineRefused && error.message.includes('is not paused'))) throw error;
    }
  }

  async logTail(container: string, lines: number): Promise<string[]> {
    const raw = await answerIfThere(
      this.#docker.getContainer(container).logs({ stdout: true, stderr: true, tail: lines }),
    );
    return raw === null ? [] : demultiplexLog(raw);
  }

  async image(reference: string): Promise<ImageInfo | null> {
    const found = await answerIfThere(this.#docker.getImage(reference).inspect());
    return found === null ? null : { id: found.Id, bytes: found.Size };
  }

  async layerChains(): Promise<Digest[][]> {
    return this.#layers.read();
  }

  async load(archive: Readable, signal?: AbortSignal): Promise<void> {
    await loadImage(this.#address, archive, signal);
  }

  async pull(
    reference: string,
    progress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await pullImage(this.#address, { reference, progress }, signal);
  }

  async unnamedVolumes(): Promise<number> {
    await sweepKeys(this.#docker, this.#device);
    return countUnnamed(this.#docker);
  }

  async volumes(): Promise<ReadonlyMap<string, string | null>> {
    const found = await answer(
      this.#docker.listVolumes({ filters: { label: [`${labels.device}=${this.#device}`] } }),
    );
    return new Map(
      volumesIn(found).map(({ Name, Labels }) => [Name, Labels?.[labels.name] ?? null]),
    );
  }

  async volumeSizes(): Promise<ReadonlyMap<string, number>> {
    return measureVolumes(this.#docker, this.#device);
  }

  async removeVolume(name: string): Promise<void> {
    const found = await answerIfThere(this.#docker.getVolume(name).inspect());
    if (found === null) return;
    if (found.Labels?.[labels.device] !== this.#device)
      throw new EngineRefused(409, `volume ${name} is not of device ${this.#device}`);
    await answerIfThere(this.#docker.getVolume(name).remove());
  }

  async readPath(container: string, path: string): Promise<Readable> {
    await this.#requireOurs(container);
    // The dot makes the names relative to the path instead of to its parent
    const call = { method: 'GET', path: archivePath(container, `${path}/.`) } as const;
    return callEngine(this.#address, call, async (response) => streamOf(response));
  }

  async writePath(container: string, path: string, tar: Readable): Promise<void> {
    // What breaks before it is sent is told when it would be sent
    tar.on('error', () => undefined);
    await this.#requireOurs(container);
    await callEngine(
      this.#address,
      { method: 'PUT', path: archivePath(container, path), body: tar },
      textOf,
    );
  }

  async memory(container: string): Promise<number | null> {
    // One-shot: without it the engine waits a second for a CPU difference that nobody reads
    const stats = await answerIfThere(
      this.#docker.getContainer(container).stats({ stream: false, 'one-shot': true }),
    );
    return stats === null ? null : workingSet(stats.memory_stats);
  }

  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    watchDocker({ docker: this.#news, clock: this.#clock, listener }, signal);
  }

  /** The engine refuses to take away what is not there, in words that differ by its version. */
  async #disconnect(network: string, container: string): Promise<void> {
    try {
      await answer(
        this.#docker.getNetwork(network).disconnect({ Container: container, Force: true }),
      );
    } catch (error) {
      if (!(error instanceof EngineRefused)) throw error;
    }
  }

  async #isOurs(container: string): Promise<boolean> {
    return this.#known.has(container) || (await this.inspect(container))?.device === this.#device;
  }

  async #requireOurs(container: string): Promise<void> {
    if (!(await this.#isOurs(container)))
      throw new EngineRefused(404, `container ${container} is not of device ${this.#device}`);
  }
}
