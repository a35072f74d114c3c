import type { Clock } from '@nanoedge/base';
import type { DeploymentId, DeploymentSpec } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { ContainerInfo, Engine } from '../engine/engine.ts';
import type { FactSink } from '../facts.ts';
import type { HealthMonitor } from './health-monitor.ts';
import { slowRestartMs } from '../time/back-off.ts';
import { failedAfter } from './judge.ts';
import type { StatusStore } from './status-store.ts';

export interface ExitPorts {
  engine: Engine;
  clock: Clock;
  status: StatusStore;
  monitor: HealthMonitor;
  facts: FactSink;
}

interface Exit {
  exitCode: number | null;
  lastLine: string | null;
}

/** Lines of its log that an end is told with. */
const toldLines = 20;

/**
 * Whether the program ended of its own will and with a problem: only then its last words say why.
 */
const gaveUp = (exitCode: number): boolean => exitCode > 0 && exitCode < 128;

const told = (exitCode: number | null, lastLine: string | null): string => {
  if (exitCode === null)
    return lastLine === null ? serviceReasons.gone : serviceReasons.goneWith(lastLine);
  return lastLine === null
    ? serviceReasons.exited(exitCode)
    : serviceReasons.exitedWith(exitCode, lastLine);
};

const describe = ({ exitCode, lastLine }: Exit): string => told(exitCode, lastLine).slice(0, 300);

/**
 * Notices containers that ended although nobody told them to. It compares what the status remembers
 * with what the engine shows, so that an exit counts once, whether the event stream told us of it
 * or not.
 */
export class ExitWatch {
  readonly #ports: ExitPorts;

  constructor(ports: ExitPorts) {
    this.#ports = ports;
  }

  /**
   * `engineReturned`: the engine itself was away since the last look. What ended meanwhile ended
   * with it: that is told, and held against nobody.
   */
  async look(
    containers: readonly ContainerInfo[],
    desired: ReadonlyMap<DeploymentId, DeploymentSpec>,
    engineReturned = false,
  ): Promise<void> {
    const { status } = this.#ports;
    if (engineReturned) status.forgiveAll();
    const byId = new Map(containers.map((container) => [container.id, container]));
    for (const spec of desired.values()) {
      const { container, state, detail } = status.get(spec.id);
      const alive = state === 'starting' || state === 'answering' || state === 'unhealthy';
      if (container === null) continue;
      const found = byId.get(container);
      if (!alive) {
        // It ended, was told of, and went away before it could be started again
        if (found === undefined && (state === 'backing-off' || state === 'failed'))
          this.#vanished(spec);
        continue;
      }
      const runs =
        found?.state === 'running' || found?.state === 'paused' || found?.state === 'restarting';
      if (!runs && engineReturned) this.#endedWithEngine(spec, container);
      else if (!runs)
        await this.#exited(spec, {
          container,
          gone: found === undefined,
          reason: state === 'unhealthy' ? detail : null,
        });
    }
  }

  #endedWithEngine({ id, nanoservice }: DeploymentSpec, container: string): void {
    const { status, monitor, clock, facts } = this.#ports;
    monitor.forget(container);
    status.set(id, {
      state: 'backing-off',
      detail: serviceReasons.endedWithEngine,
      healthySince: null,
    });
    facts.append({
      type: 'service.exited',
      at: clock.now(),
      deployment: id,
      nanoservice,
      exitCode: null,
      detail: serviceReasons.endedWithEngine,
    });
  }

  #vanished({ id, nanoservice }: DeploymentSpec): void {
    const { status, clock, facts } = this.#ports;
    status.set(id, { container: null });
    facts.append({
      type: 'service.drifted',
      at: clock.now(),
      deployment: id,
      nanoservice,
      detail: serviceReasons.removedByOthers,
    });
  }

  async #exited(
    spec: DeploymentSpec,
    end: { container: string; gone: boolean; reason: string | null },
  ): Promise<void> {
    const { engine, clock, status, monitor, facts } = this.#ports;
    monitor.forget(end.container);
    const inspected = end.gone ? null : await engine.inspect(end.container);
    const exitCode = inspected?.exitCode ?? null;
    const lines =
      exitCode !== null && gaveUp(exitCode) ? await engine.logTail(end.container, toldLines) : [];
    const exit: Exit = { exitCode, lastLine: end.reason ?? lines.at(-1) ?? null };
    const detail = describe(exit);
    status.fail(spec.id, detail);
    if (end.gone) this.#vanished(spec);
    const about = { at: clock.now(), deployment: spec.id, nanoservice: spec.nanoservice };
    facts.append({ type: 'service.exited', exitCode: exit.exitCode, detail, ...about });
    facts.append({
      type: 'deployment.failed',
      deployment: spec.id,
      reason: detail,
      exitCode,
      logLines: lines,
    });
    if (status.get(spec.id).failures === failedAfter)
      facts.append({
        type: 'service.failed',
        detail: serviceReasons
          .triedSlowly(failedAfter, slowRestartMs / 60_000, detail)
          .slice(0, 300),
        ...about,
      });
  }
}
