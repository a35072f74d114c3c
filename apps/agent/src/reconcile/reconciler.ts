import type { Clock } from '@nanoedge/base';
import type { Logger } from 'pino';
import type { Prober } from '../edge/gateway/prober.ts';
import type { Engine } from '../engine/engine.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { ImageFetch } from '../uplink/images/image-fetch.ts';
import type { ReportedDeployment } from '../uplink/report/reporter.ts';
import type { ContainerKeys } from '../store/container-keys.ts';
import type { SnapshotStore } from '../snapshots/store.ts';
import type { SnapshotTransfer } from '../uplink/snapshots/transfer.ts';
import { StepExecutor } from './execute/executor.ts';
import { ExitWatch } from './exit-watch.ts';
import { HealthMonitor } from './health-monitor.ts';
import { ImageStaging } from './image-staging.ts';
import { Jobs } from './jobs.ts';
import type { Journal } from './journal.ts';
import { Look } from './look.ts';
import { Loop, type NetworkPort } from './loop.ts';
import { Probation } from './probation.ts';
import { RunLog } from './run-log.ts';
import { Settle } from './settle.ts';
import { SnapshotStaging } from './snapshot-staging.ts';
import { StatusStore, toldOf } from './status-store.ts';
import type { Targets } from './targets.ts';
import { Verdicts } from './verdicts.ts';
import { VolumeQuota } from './volume-quota.ts';
import { VolumeStaging } from './volume-staging.ts';

export interface ReconcilerPorts {
  engine: Engine;
  keys: ContainerKeys;
  clock: Clock;
  log: Logger;
  facts: FactSink;
  journal: Journal;
  targets: Targets;
  snapshots: SnapshotStore;
  transfer: SnapshotTransfer;
  images: ImageFetch;
  prober: Prober;
  network: NetworkPort;
}

interface ReconcilerParts {
  journal: Journal;
  targets: Targets;
  status: StatusStore;
  monitor: HealthMonitor;
  probation: Probation;
  verdicts: Verdicts;
  loop: Loop;
}

/** From what is desired to what runs. It reads facts in the order in which its parts do. */
export class Reconciler implements FactReader {
  readonly status: StatusStore;
  readonly loop: Loop;
  readonly #parts: ReconcilerParts;

  constructor(parts: ReconcilerParts) {
    this.status = parts.status;
    this.loop = parts.loop;
    this.#parts = parts;
  }

  hear(fact: Fact): void {
    const { monitor, status, probation, verdicts, loop } = this.#parts;
    for (const part of [monitor, status, probation, verdicts, loop]) part.hear(fact);
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#parts.loop.start(signal);
    this.#parts.monitor.forgetAll();
  }

  /** Desired services, each with what was proven of it last: that may be what runs. */
  services(): ReportedDeployment[] {
    const { targets, journal, status } = this.#parts;
    return (targets.assignment?.deployments ?? []).map((spec) => {
      const target = targets.of(spec.id);
      const proven = journal.proven(spec.id);
      const candidates = [
        spec,
        ...(target === null ? [] : [target.spec]),
        ...(proven === null ? [] : [proven.spec]),
      ];
      const heldPort = status.lacksPort(spec.id) ? spec.port : null;
      const run = target?.run ?? null;
      const refused = targets.refused.get(spec.id)?.reason ?? null;
      return { spec, run, refused, candidates, heldPort, status: toldOf(status.get(spec.id)) };
    });
  }
}

/** Makes the reconciler's parts, each from those before it. */
export const makeReconciler = (ports: ReconcilerPorts): Reconciler => {
  const { engine, clock, log, facts, journal, targets, snapshots } = ports;
  const status = new StatusStore(clock, facts);
  const monitor = new HealthMonitor(ports.prober, clock, facts);
  const jobs = new Jobs({ log, clock, facts });
  const runLog = new RunLog({ journal, clock, facts });
  const runs = { journal, runLog, targets, facts };
  const probation = new Probation({ ...runs, clock });
  const verdicts = new Verdicts({ ...runs, status });
  const staging = { ...ports, jobs, runLog, verdicts };
  const exits = new ExitWatch({ engine, clock, status, monitor, facts });
  const loop = new Loop({
    clock,
    log,
    facts,
    network: ports.network,
    targets,
    settle: new Settle(journal, runLog, status),
    look: new Look({
      device: targets.device,
      engine,
      keys: ports.keys,
      status,
      monitor,
      probation,
      exits,
      quota: new VolumeQuota({ device: targets.device, engine, clock, log, facts, status }),
      jobs,
    }),
    executor: new StepExecutor({
      engine,
      keys: ports.keys,
      clock,
      facts,
      status,
      monitor,
      journal,
      runLog,
      staging: {
        images: new ImageStaging(staging),
        snapshots: new SnapshotStaging({ ...staging, snapshots }),
        volumes: new VolumeStaging(staging),
      },
    }),
    status,
    jobs,
  });
  return new Reconciler({ journal, targets, status, monitor, probation, verdicts, loop });
};
