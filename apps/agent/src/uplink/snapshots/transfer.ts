import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { atMostEvery, describeError } from '@nanoedge/base';
import {
  parseJson,
  SnapshotStored,
  type Digest,
  type RestoreSpec,
  type SnapshotId,
  type SnapshotManifest,
} from '@nanoedge/protocol';
import { linkFailures, snapshotFailures } from '@nanoedge/words';
import {
  AgentError,
  DashboardUnreachable,
  LinkRefused,
  SnapshotCorrupt,
  SnapshotFailed,
} from '../../errors.ts';
import { askDashboard, type DashboardAccess } from '../link/dashboard.ts';
import { bodyText, refusalText, type HttpCall } from '../link/http.ts';
import { diskProblem, isDiskError } from '../../store/disk.ts';
import { summaryOf, type KeptSnapshot, type SnapshotStore } from '../../snapshots/store.ts';
import { progressMs, type BytesProgress } from '../../snapshots/take.ts';
import { verifySnapshotFile } from '../../snapshots/verify.ts';

export interface SnapshotTransferPorts extends DashboardAccess {
  store: SnapshotStore;
}

interface SnapshotCall extends Pick<HttpCall, 'body' | 'signal' | 'silenceMs'> {
  method: 'GET' | 'PUT';
  id: SnapshotId;
  /** Of the body, where there is one. */
  digest?: Digest;
}

/** The dashboard answers only after it has written, read back and checked the whole snapshot. */
const checkingMs = (bytes: number): number => 20_000 + bytes / 5_000;

/** Answers after which a later try may go well. */
const passing: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

const inWords = (error: unknown, onDisk: (why: string) => string): AgentError => {
  if (error instanceof AgentError) return error;
  if (isDiskError(error)) return new SnapshotFailed(onDisk(diskProblem(error)), { cause: error });
  return new DashboardUnreachable(linkFailures.brokeOff(describeError(error)), {
    cause: error,
  });
};

/** Moves snapshots between this device and the dashboard. */
export class SnapshotTransfer {
  readonly #ports: SnapshotTransferPorts;

  constructor(ports: SnapshotTransferPorts) {
    this.#ports = ports;
  }

  /**
   * Sends a snapshot and marks it stored once the dashboard has read the same back. Throws
   * DashboardUnreachable (retryable), LinkRefused, SnapshotFailed, or the signal's reason.
   */
  async store(snapshot: KeptSnapshot, progress: BytesProgress, signal: AbortSignal): Promise<void> {
    const { id, digest, bytes } = snapshot;
    try {
      const body = { stream: this.#counted(snapshot, progress), bytes };
      const response = await this.#call({
        method: 'PUT',
        id,
        digest,
        body,
        signal,
        silenceMs: checkingMs(bytes),
      });
      const answer = parseJson(
        SnapshotStored,
        await bodyText(response, 4_096),
        'answer to a snapshot',
      );
      if (answer.id !== id || answer.digest !== digest || answer.bytes !== bytes) {
        throw new SnapshotFailed(snapshotFailures.storedOtherwise(answer.bytes, answer.digest));
      }
    } catch (error) {
      signal.throwIfAborted();
      throw inWords(error, snapshotFailures.unreadable);
    }
    this.#ports.store.markStored(id);
    progress(bytes, bytes);
  }

  /**
   * A verified local file of a snapshot; from the dashboard unless it is here. Throws
   * DashboardUnreachable (retryable), LinkRefused, SnapshotCorrupt, SnapshotFailed (the disk), or
   * the signal's reason.
   */
  async fetch(
    wanted: RestoreSpec,
    progress: BytesProgress,
    signal: AbortSignal,
  ): Promise<{ file: string; manifest: SnapshotManifest }> {
    const file = this.#ports.store.file(wanted.snapshot);
    const manifest =
      (await this.#local(wanted, signal)) ?? (await this.#download(wanted, progress, signal));
    progress(wanted.bytes, wanted.bytes);
    return { file, manifest };
  }

  async #local(
    { snapshot, digest }: RestoreSpec,
    signal: AbortSignal,
  ): Promise<SnapshotManifest | null> {
    const { store } = this.#ports;
    if (store.get(snapshot)?.digest !== digest) return null;
    try {
      return await verifySnapshotFile(store.file(snapshot), digest, signal);
    } catch (error) {
      if (error instanceof SnapshotCorrupt) return null;
      throw error;
    }
  }

  async #download(
    wanted: RestoreSpec,
    progress: BytesProgress,
    signal: AbortSignal,
  ): Promise<SnapshotManifest> {
    const { store } = this.#ports;
    const { snapshot: id, digest, bytes } = wanted;
    let temporary: string | null = null;
    try {
      temporary = await store.temporary(id, 'fetch');
      const response = await this.#call({ method: 'GET', id, signal });
      await this.#receive(response, { file: temporary, wanted, progress });
      const manifest = await verifySnapshotFile(temporary, digest, signal);
      if (manifest.id !== id)
        throw new SnapshotCorrupt(snapshotFailures.otherSnapshot(manifest.id, id));
      const { deployment, run, takenAt } = manifest;
      await store.keep(temporary, {
        id,
        deployment: deployment.id,
        run,
        digest,
        bytes,
        takenAt,
        stored: true,
        summary: summaryOf(manifest),
      });
      return manifest;
    } catch (error) {
      signal.throwIfAborted();
      throw inWords(error, snapshotFailures.notKept);
    } finally {
      // What stays behind is swept at the next start
      if (temporary !== null) await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async #receive(
    response: IncomingMessage,
    { file, wanted, progress }: { file: string; wanted: RestoreSpec; progress: BytesProgress },
  ): Promise<void> {
    const emit = atMostEvery(progressMs, this.#ports.clock, (done: number) =>
      progress(done, wanted.bytes),
    );
    let done = 0;
    const handle = await open(file, 'w', 0o600);
    try {
      for await (const chunk of response) {
        if (!(chunk instanceof Uint8Array)) continue;
        done += chunk.length;
        if (done > wanted.bytes) break;
        await handle.appendFile(chunk);
        emit(done);
      }
      await handle.sync();
    } finally {
      response.destroy();
      await handle.close();
    }
  }

  #counted({ id, bytes }: KeptSnapshot, progress: BytesProgress): Transform {
    const emit = atMostEvery(progressMs, this.#ports.clock, (done: number) =>
      progress(done, bytes),
    );
    let done = 0;
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        done += chunk.length;
        emit(done);
        next(null, chunk);
      },
    });
    const source = createReadStream(this.#ports.store.file(id));
    source.on('error', (error) => counter.destroy(error));
    counter.on('close', () => source.destroy());
    return source.pipe(counter);
  }

  async #call({
    method,
    id,
    digest,
    body,
    signal,
    silenceMs,
  }: SnapshotCall): Promise<IncomingMessage> {
    const response = await askDashboard(this.#ports, {
      method,
      path: `/api/agents/snapshots/${id}`,
      ...(method === 'PUT' ? { headers: { 'content-type': 'application/zstd' } } : {}),
      ...(digest === undefined ? {} : { digest }),
      ...(body === undefined ? {} : { body }),
      ...(silenceMs === undefined ? {} : { silenceMs }),
      signal,
    });
    const status = response.statusCode ?? 0;
    if (status === 200) return response;
    const why = await refusalText(response);
    const message =
      method === 'PUT' ? snapshotFailures.notStored(why) : snapshotFailures.notGiven(why);
    throw passing.includes(status) ? new DashboardUnreachable(message) : new LinkRefused(message);
  }
}
