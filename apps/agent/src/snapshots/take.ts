import { rm } from 'node:fs/promises';
import { sealManifest, writeSnapshot } from '@nanoedge/archive';
import { atMostEvery, type Clock, describeError } from '@nanoedge/base';
import type {
  DeploymentSpec,
  DeviceId,
  RunId,
  SnapshotId,
  SnapshotManifest,
  SnapshotReason,
} from '@nanoedge/protocol';
import { snapshotFailures } from '@nanoedge/words';
import type { Engine } from '../engine/engine.ts';
import { AgentError, EngineRefused, SnapshotCorrupt, SnapshotFailed } from '../errors.ts';
import { diskProblem, isDiskError, isDiskFull } from '../store/disk.ts';
import { Spool } from './spool.ts';
import { summaryOf, type KeptSnapshot, type SnapshotStore } from './store.ts';
import { verifySnapshotFile } from './verify.ts';

export interface SnapshotRequest {
  engine: Pick<Engine, 'readPath'>;
  store: SnapshotStore;
  clock: Clock;
  device: DeviceId;
  spec: DeploymentSpec;
  /** The stopped container whose volumes are read. */
  container: string;
  labels: Record<string, string>;
  run: RunId | null;
  reason: SnapshotReason;
  snapshotId: SnapshotId;
  /** Whether somebody agreed that what a snapshot cannot hold is lost with the removal. */
  leaveOut: boolean;
  /** Hears what a snapshot does not hold, before it is kept; not when that is nothing. */
  onLeftOut?: (names: readonly string[]) => void;
}

/** Bytes done; the total is null while nobody knows it. */
export type BytesProgress = (bytes: number, totalBytes: number | null) => void;

export const progressMs = 200;

const manifestOf = (request: SnapshotRequest, spool: Spool): SnapshotManifest => {
  const { id, name, nanoservice, release, config, port, limits, volumes, change } = request.spec;
  const description = {
    id: request.snapshotId,
    takenAt: request.clock.now(),
    reason: request.reason,
    run: request.run,
    device: request.device,
    deployment: { id, name, nanoservice, release, config, port, limits, volumes, change },
    labels: request.labels,
  };
  return sealManifest(
    description,
    spool.files.map(({ file }) => file),
  );
};

/**
 * What the snapshot will lack, by name. Throws SnapshotFailed where nobody agreed to that: nothing
 * is removed then, and a change keeps its way back.
 */
const lackingOf = ({ reason, leaveOut }: SnapshotRequest, spool: Spool): readonly string[] => {
  const lacking = [...spool.leftOut, ...spool.unsafe];
  if (leaveOut || lacking.length === 0) return lacking;
  if (reason === 'removal') throw new SnapshotFailed(snapshotFailures.needsConsent(lacking));
  if (spool.unsafe.length > 0) throw new SnapshotFailed(snapshotFailures.badName(spool.unsafe));
  return lacking;
};

const inWords = (error: unknown): AgentError => {
  if (error instanceof SnapshotCorrupt)
    return new SnapshotFailed(snapshotFailures.readsDifferently(error.message), {
      cause: error,
    });
  if (error instanceof EngineRefused)
    return new SnapshotFailed(snapshotFailures.noVolumes(error.message), {
      cause: error,
    });
  if (error instanceof AgentError) return error;
  if (!isDiskError(error))
    return new SnapshotFailed(snapshotFailures.notTaken(describeError(error)), {
      cause: error,
    });
  const problem = diskProblem(error);
  return new SnapshotFailed(isDiskFull(error) ? problem : snapshotFailures.noFolder(problem), {
    cause: error,
  });
};

const take = async (
  request: SnapshotRequest,
  progress: BytesProgress,
  signal: AbortSignal,
): Promise<KeptSnapshot> => {
  const { engine, store, clock, spec, container, run, snapshotId: id } = request;
  const spoolFile = await store.temporary(id, 'spool');
  const archiveFile = await store.temporary(id, 'archive');
  const spool = await Spool.open(spoolFile);
  try {
    const emit = atMostEvery(progressMs, clock, (bytes: number) => progress(bytes, null));
    for (const { name, path } of spec.volumes) {
      signal.throwIfAborted();
      await spool.add(engine, { container, volume: name, path, signal }, (bytes) => {
        signal.throwIfAborted();
        emit(bytes);
      });
    }
    const lacking = lackingOf(request, spool);
    if (lacking.length > 0) request.onLeftOut?.(lacking);
    const manifest = manifestOf(request, spool);
    const written = await writeSnapshot(
      archiveFile,
      { manifest, entries: spool.entries() },
      signal,
    );
    await verifySnapshotFile(archiveFile, written.digest, signal);
    const { takenAt } = manifest;
    const kept = {
      id,
      deployment: spec.id,
      run,
      ...written,
      takenAt,
      stored: false,
      summary: summaryOf(manifest),
    };
    await store.keep(archiveFile, kept);
    progress(spool.bytes, spool.bytes);
    return kept;
  } finally {
    await spool.close();
    await Promise.allSettled([rm(spoolFile, { force: true }), rm(archiveFile, { force: true })]);
  }
};

/**
 * Archives a stopped container's volumes with everything needed to bring them back, reads the file
 * back and checks it, and only then records it. Throws SnapshotFailed (in words for the admin),
 * EngineUnreachable, or the signal's reason.
 */
export const takeSnapshot = async (
  request: SnapshotRequest,
  progress: BytesProgress,
  signal: AbortSignal,
): Promise<KeptSnapshot> => {
  try {
    return await take(request, progress, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw inWords(error);
  }
};
