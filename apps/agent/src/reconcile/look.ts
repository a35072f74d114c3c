import type { ContainerInfo, Engine } from '../engine/engine.ts';
import { findImage } from '../engine/image-identity.ts';
import type { ContainerKeys } from '../store/container-keys.ts';
import type { ExitWatch } from './exit-watch.ts';
import type { HealthMonitor } from './health-monitor.ts';
import type { Jobs } from './jobs.ts';
import type { Current } from './plan.ts';
import type { Probation } from './probation.ts';
import type { StatusStore } from './status-store.ts';
import { bringKey } from './step.ts';
import type { Target } from './target.ts';
import type { VolumeQuota } from './volume-quota.ts';
import type { Assignment } from './targets.ts';

export interface LookPorts {
  device: string;
  engine: Engine;
  keys: ContainerKeys;
  status: StatusStore;
  monitor: HealthMonitor;
  probation: Probation;
  exits: ExitWatch;
  quota: VolumeQuota;
  jobs: Jobs;
}

/**
 * What runs on the engine, as plans need it. Invariant: an end that was announced is believed more
 * than the engine's list, which may show the container running for a while yet.
 */
export class Look {
  readonly #ports: LookPorts;
  readonly #suspects = new Set<string>();
  #engineWasLost = false;

  constructor(ports: LookPorts) {
    this.#ports = ports;
  }

  /** The engine said that this container ended: it is inspected until its list says so, too. */
  suspect(container: string): void {
    this.#suspects.add(container);
  }

  /** The engine did not answer: what ended meanwhile ended with it. */
  engineLost(): void {
    this.#engineWasLost = true;
  }

  /** The containers as they are; those that ended although nobody told them to are noted. */
  async containers({ deployments }: Assignment): Promise<ContainerInfo[]> {
    const found = await this.#list();
    const desired = new Map(deployments.map((spec) => [spec.id, spec]));
    await this.#ports.exits.look(found, desired, this.#engineWasLost);
    this.#engineWasLost = false;
    return found;
  }

  async current(
    containers: readonly ContainerInfo[],
    targets: readonly Target[],
  ): Promise<Current> {
    const { engine, monitor, probation, status, quota, device } = this.#ports;
    for (const { spec, hash } of targets) status.expect(spec.id, hash);
    const needsVolumes = targets.some(({ volumes, run }) => volumes.length > 0 && run !== null);
    return {
      device,
      containers,
      images: await this.#images(targets),
      volumes: needsVolumes ? await engine.volumes() : new Map<string, string | null>(),
      unhealthy: monitor.unhealthy,
      answered: probation.answered,
      steady: probation.steady,
      held: status.held(),
      remedies: status.remedies(),
      full: quota.full(targets),
    };
  }

  /** Watches current containers that ran before this agent did. */
  adopt(containers: readonly ContainerInfo[], targets: readonly Target[]): void {
    const { status, monitor } = this.#ports;
    for (const { id, deployment, spec: hash, state, address } of containers) {
      const target = targets.find((one) => one.spec.id === deployment && one.hash === hash);
      const isNew = state === 'running' && !monitor.isWatching(id);
      if (target === undefined || !isNew || address === null) continue;
      status.set(target.spec.id, { state: 'starting', detail: null, container: id });
      void monitor.watch({ deployment: target.spec.id, container: id, address });
    }
  }

  async #list(): Promise<ContainerInfo[]> {
    const { engine, keys } = this.#ports;
    const listed = await engine.list();
    const present = new Set(listed.map(({ id }) => id));
    for (const id of this.#suspects) if (!present.has(id)) this.#suspects.delete(id);
    const checked = await Promise.all(
      listed.map(async (container) => {
        if (!this.#suspects.has(container.id)) return container;
        const inspected = await engine.inspect(container.id);
        if (inspected === null || inspected.state === container.state)
          this.#suspects.delete(container.id);
        return inspected;
      }),
    );
    // One that we cannot speak with is current for no target, and made anew
    return checked
      .filter((container) => container !== null)
      .map((container) => (keys.isStrange(container) ? { ...container, spec: '' } : container));
  }

  /** What the engine has; an image that is still being brought counts when the work is done. */
  async #images(targets: readonly Target[]): Promise<Set<string>> {
    const { engine, jobs } = this.#ports;
    const releases = new Map(targets.map(({ spec: { release } }) => [release.imageId, release]));
    const asked = [...releases].filter(([id]) => !jobs.has(bringKey(id)));
    const found = await Promise.all(
      asked.map(async ([id, release]) => ((await findImage(engine, release)) === null ? null : id)),
    );
    return new Set(found.filter((id) => id !== null));
  }
}
