import Docker from 'dockerode';
import * as z from 'zod/mini';
import { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import type { EngineAddress } from '../env.ts';
import { AgentError, EngineRefused, EngineUnreachable, describeError } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import type { ContainerSpec } from './container-spec.ts';
import { createBody, demultiplexLog, workingSet } from './docker-format.ts';
import { watchDocker } from './docker-events.ts';
import type { ContainerDetail, ContainerInfo, ContainerState, Engine, EngineEvent, EngineInfo, ImageInfo, NetworkInfo } from './engine.ts';
import { labels, networkName } from './labels.ts';
import { validateSpec } from './validate.ts';

const EngineFault = z.object({ statusCode: z.number(), json: z.optional(z.unknown()) });
const FaultText = z.object({ message: z.string() });
const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

const stateOf = (text: string): ContainerState => states.find((state) => state === text) ?? 'dead';

const deploymentOf = (all: Record<string, string>): DeploymentId | null => {
  const parsed = DeploymentId.safeParse(all[labels.deployment]);
  return parsed.success ? parsed.data : null;
};

const nanoserviceOf = (all: Record<string, string>): NanoserviceName | null => {
  const parsed = NanoserviceName.safeParse(all[labels.nanoservice]);
  return parsed.success ? parsed.data : null;
};

/** Our error for what the client threw: an answer with a status, or no answer at all. */
const translate = (error: unknown): AgentError => {
  if (error instanceof AgentError) return error;
  const fault = EngineFault.safeParse(error);
  if (!fault.success) return new EngineUnreachable(describeError(error), { cause: error });
  const text = FaultText.safeParse(fault.data.json);
  return new EngineRefused(fault.data.statusCode, text.success ? text.data.message : describeError(error), { cause: error });
};

const answer = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw translate(error);
  }
};

/** As `answer`, with null for 404 and, where the engine says "already so", 304. */
const answerIfThere = async <T>(call: Promise<T>): Promise<T | null> => {
  try {
    return await answer(call);
  } catch (error) {
    if (error instanceof EngineRefused && (error.status === 404 || error.status === 304)) return null;
    throw error;
  }
};

/** The Engine port on a Docker Engine (API 1.41 or later). */
export class DockerEngine implements Engine {
  readonly #docker: Docker;
  readonly #device: string;
  readonly #clock: Clock;
  /** Containers that the engine has shown us with our label; labels never change. */
  readonly #known = new Set<string>();

  constructor(address: EngineAddress, device: string, clock: Clock) {
    this.#docker = new Docker('socketPath' in address ? { socketPath: address.socketPath } : { ...address, protocol: 'http' });
    this.#device = device;
    this.#clock = clock;
  }

  async info(): Promise<EngineInfo> {
    const version = await answer(this.#docker.version());
    return { version: version.Version, apiVersion: version.ApiVersion, arch: version.Arch };
  }

  async ensureNetwork(): Promise<NetworkInfo> {
    const name = networkName(this.#device);
    const found = await this.#findNetwork(name);
    if (found !== null) return found;
    try {
      await answer(
        this.#docker.createNetwork({ Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: { [labels.device]: this.#device } }),
      );
    } catch (error) {
      if (!(error instanceof EngineRefused && error.status === 409)) throw error;
    }
    const made = await this.#findNetwork(name);
    if (made === null) throw new EngineRefused(500, `network ${name} has no gateway address`);
    return made;
  }

  async list(): Promise<ContainerInfo[]> {
    const found = await answer(this.#docker.listContainers({ all: true, filters: { label: [`${labels.device}=${this.#device}`] } }));
    for (const { Id } of found) this.#known.add(Id);
    return found.map((entry) => ({
      id: entry.Id,
      name: (entry.Names[0] ?? '').replace(/^\//, ''),
      device: entry.Labels[labels.device] ?? '',
      deployment: deploymentOf(entry.Labels),
      nanoservice: nanoserviceOf(entry.Labels),
      spec: entry.Labels[labels.spec] ?? '',
      imageId: entry.ImageID,
      state: stateOf(entry.State),
      address: this.#addressIn(entry.NetworkSettings.Networks),
    }));
  }

  async inspect(container: string): Promise<ContainerDetail | null> {
    const found = await answerIfThere(this.#docker.getContainer(container).inspect());
    if (found === null) return null;
    const started = Date.parse(found.State.StartedAt);
    return {
      id: found.Id,
      name: found.Name.replace(/^\//, ''),
      device: found.Config.Labels[labels.device] ?? '',
      deployment: deploymentOf(found.Config.Labels),
      nanoservice: nanoserviceOf(found.Config.Labels),
      spec: found.Config.Labels[labels.spec] ?? '',
      imageId: found.Image,
      state: stateOf(found.State.Status),
      address: this.#addressIn(found.NetworkSettings.Networks),
      exitCode: found.State.Running ? null : found.State.ExitCode,
      startedAt: started > 0 ? started : null,
    };
  }

  async create(spec: ContainerSpec): Promise<string> {
    validateSpec(spec, this.#device);
    const made = await answer(this.#docker.createContainer(createBody(spec)));
    this.#known.add(made.id);
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
      await answerIfThere(this.#docker.getContainer(container).remove({ force: true }));
    } catch (error) {
      const already = error instanceof EngineRefused && error.status === 409 && error.message.includes('already in progress');
      if (!already) throw error;
    }
    this.#known.delete(container);
  }

  async logTail(container: string, lines: number): Promise<string[]> {
    const raw = await answerIfThere(this.#docker.getContainer(container).logs({ stdout: true, stderr: true, tail: lines }));
    return raw === null ? [] : demultiplexLog(raw);
  }

  async image(reference: string): Promise<ImageInfo | null> {
    const found = await answerIfThere(this.#docker.getImage(reference).inspect());
    return found === null ? null : { id: found.Id, bytes: found.Size };
  }

  async memory(container: string): Promise<number | null> {
    // one-shot: without it the engine waits a second for a CPU difference that nobody reads
    const stats = await answerIfThere(this.#docker.getContainer(container).stats({ stream: false, 'one-shot': true }));
    return stats === null ? null : workingSet(stats.memory_stats);
  }

  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    watchDocker({ docker: this.#docker, clock: this.#clock, listener }, signal);
  }

  #addressIn(networks: Record<string, { IPAddress: string }>): string | null {
    const address = networks[networkName(this.#device)]?.IPAddress ?? '';
    return address === '' ? null : address;
  }

  async #findNetwork(name: string): Promise<NetworkInfo | null> {
    const found = await answerIfThere(this.#docker.getNetwork(name).inspect());
    const gateway: unknown = found?.IPAM?.Config?.[0]?.['Gateway'];
    return found === null || typeof gateway !== 'string' ? null : { id: found.Id, name, gateway: gateway.split('/')[0] ?? gateway };
  }

  async #isOurs(container: string): Promise<boolean> {
    return this.#known.has(container) || (await this.inspect(container))?.device === this.#device;
  }

  async #requireOurs(container: string): Promise<void> {
    if (!(await this.#isOurs(container))) throw new EngineRefused(404, `container ${container} is not of device ${this.#device}`);
  }
}
