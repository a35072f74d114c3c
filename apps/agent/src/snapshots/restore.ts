import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import {
  describeEntry,
  firstDifference,
  keyOf,
  kindOf,
  openSnapshot,
  packTar,
  plainName,
  readTar,
  volumesDigest,
  type SnapshotEntry,
  type TarEntry,
} from '@nanoedge/archive';
import { describeError } from '@nanoedge/base';
import type {
  DeploymentSpec,
  SnapshotFile,
  SnapshotManifest,
  VolumeSpec,
} from '@nanoedge/protocol';
import { restoreFailures } from '@nanoedge/words';
import type { Engine } from '../engine/engine.ts';
import { AgentError, RestoreFailed } from '../errors.ts';
import type { BytesProgress } from './take.ts';

export interface RestoreRequest {
  engine: Pick<Engine, 'readPath' | 'writePath'>;
  /** Created, not started yet, with fresh volumes: what is in them already cannot be taken away. */
  container: string;
  spec: Pick<DeploymentSpec, 'volumes'>;
  /** A verified snapshot and its manifest. */
  file: string;
  manifest: SnapshotManifest;
}

interface Watch {
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

/**
 * The volumes to fill. Throws RestoreFailed when the snapshot has files of one that the deployment
 * does not have.
 */
const volumesToFill = ({ spec, manifest }: RestoreRequest): VolumeSpec[] => {
  const held = new Set(manifest.files.map(({ volume }) => volume));
  const lacking = [...held].filter((name) => spec.volumes.every((volume) => volume.name !== name));
  if (lacking.length > 0) throw new RestoreFailed(restoreFailures.lacking(lacking));
  return spec.volumes.filter(({ name }) => held.has(name));
};

async function* watched(
  entry: SnapshotEntry,
  { onBytes, signal }: Watch,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry.content) {
    signal.throwIfAborted();
    onBytes(chunk.length);
    yield chunk;
  }
}

const tarEntry = (entry: SnapshotEntry, watch: Watch): TarEntry => {
  const { type, size, mode, uid, gid, mtime, linkname } = entry.header;
  return {
    header: {
      name: entry.path,
      type,
      size,
      mode,
      uid,
      gid,
      mtime,
      ...(type === 'symlink' ? { linkname } : {}),
    },
    content: watched(entry, watch),
  };
};

/**
 * Unpacks the snapshot, one tar for each stretch of files of one volume. Returns where its links
 * point.
 */
const fill = async (
  request: RestoreRequest,
  volumes: readonly VolumeSpec[],
  watch: Watch,
): Promise<Map<string, string>> => {
  const { engine, container, file } = request;
  const links = new Map<string, string>();
  const { entries, close } = await openSnapshot(createReadStream(file));
  try {
    let next = await entries.next();
    const stretch = async function* (volume: string): AsyncGenerator<TarEntry> {
      while (next.done !== true && next.value.volume === volume) {
        if (next.value.header.type === 'symlink')
          links.set(keyOf(next.value), next.value.header.linkname);
        yield tarEntry(next.value, watch);
        next = await entries.next();
      }
    };
    while (next.done !== true) {
      watch.signal.throwIfAborted();
      const { volume } = next.value;
      const path = volumes.find(({ name }) => name === volume)?.path;
      if (path === undefined) throw new RestoreFailed(restoreFailures.unknownVolume(volume));
      await engine.writePath(
        container,
        path,
        addAbortSignal(watch.signal, packTar(stretch(volume))),
      );
    }
    return links;
  } finally {
    await close();
  }
};

/** What differs between two descriptions of one file, in words; null when nothing does. */
const difference = (wanted: SnapshotFile, found: SnapshotFile): string | null => {
  const what = firstDifference(wanted, found);
  switch (what) {
    case null:
      return null;
    case 'kind':
      return restoreFailures.kind(found, found.kind, wanted.kind);
    case 'size':
      return restoreFailures.size(found, found.bytes, wanted.bytes);
    case 'content':
      return restoreFailures.content(found);
    case 'mode':
      return restoreFailures.mode(found, found.mode, wanted.mode);
    case 'owner':
      return restoreFailures.owner(
        found,
        `${found.uid}:${found.gid}`,
        `${wanted.uid}:${wanted.gid}`,
      );
  }
};

/**
 * Reads a volume back; throws RestoreFailed at the first file that is not as the snapshot has it.
 */
const compareVolume = async (
  { engine, container, manifest }: RestoreRequest,
  volume: VolumeSpec,
  { links, signal }: { links: ReadonlyMap<string, string>; signal: AbortSignal },
): Promise<SnapshotFile[]> => {
  const missing = new Map(
    manifest.files.filter((file) => file.volume === volume.name).map((file) => [file.path, file]),
  );
  const found: SnapshotFile[] = [];
  const fail = (problem: string): never => {
    throw new RestoreFailed(problem);
  };
  for await (const entry of readTar(
    addAbortSignal(signal, await engine.readPath(container, volume.path)),
  )) {
    const path = plainName(entry.header.name);
    if (path === '') continue;
    const at = { path, volume: volume.name };
    const wanted = missing.get(path);
    const kind = kindOf(entry.header);
    if (wanted === undefined || kind === null) return fail(restoreFailures.added(at));
    const { file, target } = await describeEntry({ volume: volume.name, path, kind }, entry, () =>
      signal.throwIfAborted(),
    );
    const differs = difference(wanted, file);
    if (differs !== null) return fail(differs);
    if (target !== null && target !== links.get(keyOf(file)))
      return fail(restoreFailures.target(at));
    missing.delete(path);
    found.push(file);
  }
  const [lost] = missing.keys();
  return lost === undefined
    ? found
    : fail(restoreFailures.missing({ path: lost, volume: volume.name }));
};

/**
 * Fills a container's volumes from a snapshot, then reads them back and compares. Volumes that the
 * snapshot has no files of stay as they are. Throws RestoreFailed, EngineRefused,
 * EngineUnreachable, or the signal's reason.
 */
export const restoreVolumes = async (
  request: RestoreRequest,
  progress: BytesProgress,
  signal: AbortSignal,
): Promise<void> => {
  const totalBytes = request.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    progress(done, totalBytes);
  };
  try {
    const volumes = volumesToFill(request);
    const links = await fill(request, volumes, { onBytes, signal });
    const found: SnapshotFile[] = [];
    for (const volume of volumes)
      found.push(...(await compareVolume(request, volume, { links, signal })));
    if (volumesDigest(found) !== request.manifest.volumesDigest)
      throw new RestoreFailed(restoreFailures.readsDifferently);
    progress(totalBytes, totalBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AgentError) throw error;
    throw new RestoreFailed(restoreFailures.notFilled(describeError(error)), {
      cause: error,
    });
  }
};
