import type { IncomingMessage } from 'node:http';
import { describeError } from '@nanoedge/base';
import type { Digest } from '@nanoedge/protocol';
import { imageFailures, linkFailures } from '@nanoedge/words';
import { DashboardUnreachable, DiskRefused, ImageCorrupt, LinkRefused } from '../../errors.ts';
import { askDashboard, type DashboardAccess } from '../link/dashboard.ts';
import { refusalText } from '../link/http.ts';
import { diskProblem } from '../../store/disk.ts';
import type { LayerFolder, PartialBlob } from './layer-folder.ts';

export interface DownloadPorts extends DashboardAccess {
  folder: LayerFolder;
}

export interface Blob {
  digest: Digest;
  bytes: number;
}

/** Answers after which a later try may go well. */
const passing: readonly number[] = [408, 425, 429];

const request = async (
  ports: DownloadPorts,
  blob: Blob,
  call: { from: number; signal: AbortSignal },
): Promise<IncomingMessage> => {
  const response = await askDashboard(ports, {
    method: 'GET',
    path: `/api/agents/images/${blob.digest}`,
    headers: call.from > 0 ? { range: `bytes=${call.from}-` } : {},
    signal: call.signal,
  });
  const status = response.statusCode ?? 0;
  if (status === 200 || status === 206) return response;
  const message = imageFailures.noLayer(await refusalText(response));
  throw status >= 400 && status < 500 && !passing.includes(status)
    ? new LinkRefused(message)
    : new DashboardUnreachable(message);
};

const append = async (partial: PartialBlob, chunk: Uint8Array): Promise<void> => {
  try {
    await partial.append(chunk);
  } catch (error) {
    throw new DiskRefused(imageFailures.notKept(diskProblem(error)), {
      cause: error,
    });
  }
};

/** Appends the rest of a blob; returns whether all of it is here then and right. */
const transfer = async (
  ports: DownloadPorts,
  blob: Blob,
  { onBytes, signal }: Transfer,
): Promise<boolean> => {
  const partial = await ports.folder.resume(blob.digest).catch((error: unknown) => {
    throw new DiskRefused(imageFailures.notKept(diskProblem(error)), {
      cause: error,
    });
  });
  try {
    onBytes(partial.bytes);
    if (partial.bytes < blob.bytes) {
      const response = await request(ports, blob, { from: partial.bytes, signal });
      if (partial.bytes > 0 && response.statusCode === 200) {
        response.destroy();
        await ports.folder.discard(blob.digest);
        return false;
      }
      for await (const chunk of response) {
        if (!(chunk instanceof Uint8Array)) continue;
        await append(partial, chunk);
        if (partial.bytes > blob.bytes) break;
        onBytes(partial.bytes);
      }
    }
    return await partial.finish();
  } catch (error) {
    signal.throwIfAborted();
    if (
      error instanceof DiskRefused ||
      error instanceof LinkRefused ||
      error instanceof DashboardUnreachable
    )
      throw error;
    throw new DashboardUnreachable(linkFailures.brokeOff(describeError(error)), {
      cause: error,
    });
  } finally {
    await partial.close();
  }
};

export interface Transfer {
  /** How much of the blob is here. */
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

/**
 * Brings one blob into the folder, going on where an earlier try ended. What turns out wrong is
 * fetched once more from the beginning. Throws DashboardUnreachable, LinkRefused, DiskRefused,
 * ImageCorrupt, or the signal's reason.
 */
export const download = async (ports: DownloadPorts, blob: Blob, how: Transfer): Promise<void> => {
  if (await ports.folder.has(blob.digest)) {
    how.onBytes(blob.bytes);
    return;
  }
  if (await transfer(ports, blob, how)) return;
  if (await transfer(ports, blob, how)) return;
  throw new ImageCorrupt(imageFailures.otherBytes(blob.digest));
};
