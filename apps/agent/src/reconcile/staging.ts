import { randomUUID } from 'node:crypto';
import { type Clock, describeError, sleep } from '@nanoedge/base';
import {
  SnapshotId,
  type DeploymentId,
  type DeviceId,
  type Digest,
  type Release,
  type RestoreSpec,
  type RunId,
  type SnapshotReason,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { containerSpec, type Placement } from '../engine/container-spec.ts';
import type { Engine } from '../engine/engine.ts';
import {
  DashboardUnreachable,
  DiskRefused,
  EngineRefused,
  EngineUnreachable,
  ImageCorrupt,
  LinkRefused,
  RestoreFailed,
  SnapshotCorrupt,
  SnapshotFailed,
} from '../errors.ts';
import type { ImageFetch } from '../uplink/images/image-fetch.ts';
import { restoreVolumes } from '../uplink/snapshots/restore.ts';
import type { KeptSnapshot, SnapshotStore } from '../uplink/snapshots/store.ts';
import { takeSnapshot } from '../uplink/snapshots/take.ts';
import type { SnapshotTransfer } from '../uplink/snapshots/transfer.ts';
import type { Journal } from './journal.ts';
import { linkDelayMs } from '../time/back-off.ts';
import type { Target } from './target.ts';
import type { Jobs } from './jobs.ts';
import type { RunLog, RunRef } from './run-log.ts';
import type { StepOf } from './step.ts';
import type { Probation } from './probation.ts';

/**
 * A service is stopped while its snapshot waits for the dashboard, so that does not go on for ever.
 */
const storePatienceMs = 60_000;

/** An image that came and was refused is tried again so often before the run is given up. */
const imageTries = 3;

export interface StagingPorts {
  engine: Engine;
  clock: Clock;
  log: Logger;
  device: DeviceId;
  jobs: Jobs;
  journal: Journal;
  runLog: RunLog;
  probation: Probation;
  images: ImageFetch;
  snapshots: SnapshotStore;
  transfer: SnapshotTransfer;
  placement: () => Placement | null;
  keepSnapshots: () => number;
  /** Open runs that wait for this image. */
  waitingFor: (imageId: Digest) => RunRef[];
}

export const bringKey = (imageId: string): string => `image ${imageId}`;
export const snapshotKey = (run: RunId): string => `snapshot ${run}`;
export const restoreKey = (run: RunId): string => `restore ${run}`;

const isRefusal = (error: unknown): error is Error =>
  error instanceof SnapshotFailed ||
  error instanceof SnapshotCorrupt ||
  error instanceof RestoreFailed ||
  error instanceof LinkRefused ||
  error instanceof ImageCorrupt ||
  error instanceof DiskRefused ||
  error instanceof EngineRefused;

/**
 * Brings what containers are made of, as jobs beside the runner: images, snapshots, and volumes
 * filled from snapshots.
 */
export class Staging {
  readonly #ports: StagingPorts;

  constructor(ports: StagingPorts) {
    this.#ports = ports;
  }

  bring(release: Release): void {
    this.#ports.jobs.start(bringKey(release.imageId), async (signal) =>
      this.#bring(release, signal),
    );
  }

  snapshot({ deployment, run, container }: StepOf<'take-snapshot'>, wanted: Target | null): void {
    if (wanted === null) return;
    this.#ports.jobs.start(snapshotKey(run), async (signal) =>
      this.#takeAndStore({ ref: { run, deployment }, container, wanted }, signal),
    );
  }

  restore(
    { deployment, run, container, restore }: StepOf<'restore-volumes'>,
    wanted: Target | null,
  ): void {
    if (wanted === null) return;
    this.#ports.jobs.start(restoreKey(run), async (signal) =>
      this.#fill({ ref: { run, deployment }, container, restore, wanted }, signal),
    );
  }

  async #bring(release: Release, signal: AbortSignal): Promise<void> {
    const { images, journal, runLog, probation, clock, log, waitingFor } = this.#ports;
    const refs = (): RunRef[] => waitingFor(release.imageId);
    let sent = 0;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        const { sentBytes } = await images.bring(
          release,
          ({ step, bytes, totalBytes }) => {
            if (step === 'sending') sent = Math.max(sent, totalBytes);
            for (const ref of refs()) {
              if (step === 'loading' && sent > 0) journal.measure(ref.run, { imageSent: true });
              runLog.running(ref, step, { bytes, totalBytes });
            }
          },
          signal,
        );
        for (const ref of refs()) {
          if (sentBytes > 0) journal.measure(ref.run, { imageSent: true });
          runLog.done(ref, 'loading', { bytes: sentBytes, totalBytes: sentBytes });
        }
        log.info({ image: release.image, bytes: sentBytes }, 'image brought');
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ image: release.image, reason: describeError(error) }, 'image did not come');
        if (isRefusal(error) && attempt >= imageTries && refs().length > 0) {
          const reason = `the image could not be brought: ${error.message}`;
          for (const { deployment } of refs())
            probation.giveBack(deployment, {
              outcome: 'refused',
              reason,
              exitCode: null,
              logLines: [],
            });
          return;
        }
        await sleep(clock, linkDelayMs(attempt, Math.random), signal);
      }
    }
  }

  async #takeAndStore(
    task: { ref: RunRef; container: string | null; wanted: Target },
    signal: AbortSignal,
  ): Promise<void> {
    const { snapshots, journal, runLog, keepSnapshots, log } = this.#ports;
    const { ref } = task;
    try {
      const taken =
        snapshots.list().find(({ run }) => run === ref.run) ?? (await this.#take(task, signal));
      journal.advance(ref.run, { type: 'snapshot-taken', snapshot: taken.id });
      if (!taken.stored) await this.#store(ref, taken, signal);
      runLog.done(ref, 'storing', { bytes: taken.bytes, totalBytes: taken.bytes });
      journal.advance(ref.run, { type: 'snapshot-stored' });
      await snapshots.keepNewest(keepSnapshots());
      log.info({ run: ref.run, snapshot: taken.id, bytes: taken.bytes }, 'snapshot stored');
    } catch (error) {
      this.#refuse(ref, { error, what: 'the snapshot could not be taken and stored', signal });
    }
  }

  async #take(
    { ref, container, wanted }: { ref: RunRef; container: string | null; wanted: Target },
    signal: AbortSignal,
  ): Promise<KeptSnapshot> {
    const { engine, clock, device, snapshots, journal, runLog, placement } = this.#ports;
    const spec = journal.proven(ref.deployment)?.spec ?? wanted.spec;
    const place = placement();
    const reason: SnapshotReason = wanted.goal === 'remove' ? 'removal' : 'change';
    runLog.running(ref, 'snapshotting');
    // volumes are read through a container: where none is left, one is made that never runs
    const own =
      container === null && place !== null ? await engine.create(containerSpec(spec, place)) : null;
    const source = container ?? own;
    const labels = source === null ? {} : ((await engine.inspect(source))?.labels ?? {});
    if (source === null) throw new EngineUnreachable('the engine does not say where the device is');
    const taken = await takeSnapshot(
      {
        engine,
        store: snapshots,
        clock,
        device,
        spec,
        container: source,
        labels,
        run: ref.run,
        reason,
        snapshotId: SnapshotId.parse(randomUUID()),
      },
      (bytes, totalBytes) => runLog.running(ref, 'snapshotting', { bytes, totalBytes }),
      signal,
    );
    if (own !== null) await engine.remove(own);
    return taken;
  }

  async #store(ref: RunRef, taken: KeptSnapshot, signal: AbortSignal): Promise<void> {
    const { runLog, transfer } = this.#ports;
    runLog.running(ref, 'storing', { bytes: 0, totalBytes: taken.bytes });
    await this.#whileUnreachable(
      async () =>
        transfer.store(
          taken,
          (bytes, totalBytes) => runLog.running(ref, 'storing', { bytes, totalBytes }),
          signal,
        ),
      signal,
    );
  }

  async #fill(
    task: { ref: RunRef; container: string; restore: RestoreSpec; wanted: Target },
    signal: AbortSignal,
  ): Promise<void> {
    const { engine, journal, runLog, transfer } = this.#ports;
    const { ref, container, restore, wanted } = task;
    const tell = (bytes: number, totalBytes: number | null): void => {
      if (wanted.verdict === null) runLog.running(ref, 'restoring', { bytes, totalBytes });
    };
    try {
      tell(0, null);
      const { file, manifest } = await this.#whileUnreachable(
        async () => transfer.fetch(restore, tell, signal),
        signal,
      );
      await restoreVolumes({ engine, container, spec: wanted.spec, file, manifest }, tell, signal);
      if (wanted.verdict === null) runLog.done(ref, 'restoring');
      journal.advance(ref.run, { type: 'volumes-filled' });
    } catch (error) {
      this.#refuse(ref, {
        error,
        what: 'the volumes could not be filled from the snapshot',
        signal,
        outcome: 'rolled-back',
      });
    }
  }

  /** Tries again while the dashboard is away, until the patience is used up. */
  async #whileUnreachable<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { clock } = this.#ports;
    const end = clock.monotonic() + storePatienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DashboardUnreachable) || signal.aborted) throw error;
        if (clock.monotonic() > end)
          throw new SnapshotFailed(
            `the dashboard was not reached within a minute (${error.message})`,
            { cause: error },
          );
        await sleep(clock, linkDelayMs(attempt, Math.random), signal);
      }
    }
  }

  #refuse(
    { run, deployment }: { run: RunId; deployment: DeploymentId },
    {
      error,
      what,
      signal,
      outcome = 'refused',
    }: { error: unknown; what: string; signal: AbortSignal; outcome?: 'refused' | 'rolled-back' },
  ): void {
    if (signal.aborted) return;
    if (!isRefusal(error)) throw error;
    const phase = this.#ports.journal.get(run)?.phase.name;
    if (phase === undefined || phase === 'ended') return;
    this.#ports.probation.giveBack(deployment, {
      outcome,
      reason: `${what}: ${error.message}`,
      exitCode: null,
      logLines: [],
    });
  }
}
