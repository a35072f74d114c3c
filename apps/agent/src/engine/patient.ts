import type { Readable } from 'node:stream';
import type { Clock } from '@nanoedge/base';
import type { Digest } from '@nanoedge/protocol';
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
import { Pulse } from './pulse.ts';
import { ended, whileItMoves } from './idle.ts';

/**
 * How long a look at the engine, a step towards a container that runs, another change, and a stretch
 * of a stream without a byte may take. A step that hangs, as one that an engine took just before it
 * died may, is given up early enough for another one within the minute.
 */
const lookMs = 15_000;
const stepMs = 20_000;
const changeMs = 60_000;
const idleMs = 60_000;
/** An image is unpacked without a word. */
const unpackMs = 900_000;

/**
 * An engine that nobody waits for for ever: every call has a deadline, and ends at once when the
 * engine does not answer any more.
 */
export class PatientEngine implements Engine {
  readonly #engine: Engine;
  readonly #pulse: Pulse;
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#pulse = new Pulse({
      clock,
      ping: async () => engine.info(),
      onChange: (hangs) => {
        for (const listener of this.#listeners) listener({ kind: hangs ? 'down' : 'up' });
      },
    });
  }

  /** How many calls are open now. */
  get calls(): number {
    return this.#pulse.calls;
  }

  async info(): Promise<EngineInfo> {
    return this.#pulse.within(lookMs, async () => this.#engine.info());
  }

  async ensureNetwork(pools?: readonly string[]): Promise<NetworkInfo> {
    return this.#pulse.within(stepMs, async () => this.#engine.ensureNetwork(pools));
  }

  async list(): Promise<ContainerInfo[]> {
    return this.#pulse.within(lookMs, async () => this.#engine.list());
  }

  async inspect(container: string): Promise<ContainerDetail | null> {
    return this.#pulse.within(lookMs, async () => this.#engine.inspect(container));
  }

  async create(spec: ContainerSpec): Promise<string> {
    return this.#pulse.within(stepMs, async () => this.#engine.create(spec));
  }

  async start(container: string): Promise<void> {
    await this.#pulse.within(stepMs, async () => this.#engine.start(container));
  }

  async stop(container: string, graceSeconds: number): Promise<void> {
    const ms = changeMs + graceSeconds * 1_000;
    await this.#pulse.within(ms, async () => this.#engine.stop(container, graceSeconds));
  }

  async remove(container: string): Promise<void> {
    await this.#pulse.within(stepMs, async () => this.#engine.remove(container));
  }

  async detach(name: string): Promise<void> {
    await this.#pulse.within(stepMs, async () => this.#engine.detach(name));
  }

  async removeNetwork(): Promise<void> {
    await this.#pulse.within(changeMs, async () => this.#engine.removeNetwork());
  }

  async removeImage(id: string): Promise<void> {
    await this.#pulse.within(changeMs, async () => this.#engine.removeImage(id));
  }

  async rename(container: string, name: string): Promise<void> {
    await this.#pulse.within(stepMs, async () => this.#engine.rename(container, name));
  }

  async unpause(container: string): Promise<void> {
    await this.#pulse.within(stepMs, async () => this.#engine.unpause(container));
  }

  async logTail(container: string, lines: number): Promise<string[]> {
    return this.#pulse.within(lookMs, async () => this.#engine.logTail(container, lines));
  }

  async image(reference: string): Promise<ImageInfo | null> {
    return this.#pulse.within(lookMs, async () => this.#engine.image(reference));
  }

  async layerChains(): Promise<Digest[][]> {
    return this.#pulse.within(changeMs, async () => this.#engine.layerChains());
  }

  async load(archive: Readable, signal?: AbortSignal): Promise<void> {
    const end = ended(this.#pulse, unpackMs, signal);
    await end.of(this.#engine.load(archive, end.signal));
  }

  async pull(
    reference: string,
    progress: (progress: PullProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const end = ended(this.#pulse, unpackMs, signal);
    const moves = (now: PullProgress): void => {
      end.renew();
      progress(now);
    };
    await end.of(this.#engine.pull(reference, moves, end.signal));
  }

  async unnamedVolumes(): Promise<number> {
    return this.#pulse.within(lookMs, async () => this.#engine.unnamedVolumes());
  }

  async volumes(): Promise<ReadonlyMap<string, string | null>> {
    return this.#pulse.within(lookMs, async () => this.#engine.volumes());
  }

  async volumeSizes(): Promise<ReadonlyMap<string, number>> {
    return this.#pulse.within(changeMs, async () => this.#engine.volumeSizes());
  }

  async removeVolume(name: string): Promise<void> {
    await this.#pulse.within(changeMs, async () => this.#engine.removeVolume(name));
  }

  async readPath(container: string, path: string): Promise<Readable> {
    let isLate = false;
    const open = async (): Promise<Readable> => {
      const stream = await this.#engine.readPath(container, path);
      // The engine keeps a container locked while somebody could still read from it
      if (isLate) stream.destroy();
      return stream;
    };
    try {
      return whileItMoves(await this.#pulse.within(idleMs, open), this.#pulse, idleMs);
    } catch (error) {
      isLate = true;
      throw error;
    }
  }

  async writePath(container: string, path: string, tar: Readable): Promise<void> {
    // What breaks before it is sent is told when it would be sent
    tar.on('error', () => undefined);
    const moving = whileItMoves(tar, this.#pulse, idleMs);
    const broken = new Promise<never>((_resolve, reject) => void moving.on('error', reject));
    await this.#pulse.within(unpackMs, async () =>
      Promise.race([this.#engine.writePath(container, path, moving), broken]),
    );
  }

  async memory(container: string): Promise<number | null> {
    return this.#pulse.within(lookMs, async () => this.#engine.memory(container));
  }

  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
    this.#engine.watch(listener, signal);
    void this.#pulse.start(signal);
  }
}
