import { open, type FileHandle } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import {
  describeEntry,
  isSafePath,
  keyOf,
  kindOf,
  plainName,
  readTar,
  type Content,
  type ReadEntry,
  type VolumeEntry,
} from '@nanoedge/archive';
import { snapshotFailures } from '@nanoedge/words';
import type { Engine } from '../engine/engine.ts';
import { SnapshotFailed } from '../errors.ts';

interface SpooledFile extends VolumeEntry {
  /** Where its content begins in the spool. */
  offset: number;
}

const chunkBytes = 64 * 1024;

/**
 * The content of all volumes, one after the other in one file: the manifest, which comes first in a
 * snapshot, needs every SHA-256, and volumes do not fit into memory.
 */
export class Spool {
  readonly #handle: FileHandle;
  readonly #files = new Map<string, SpooledFile>();
  readonly #leftOut: string[] = [];
  readonly #unsafe: string[] = [];
  #bytes = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(file: string): Promise<Spool> {
    return new Spool(await open(file, 'w+', 0o600));
  }

  get files(): readonly SpooledFile[] {
    return [...this.#files.values()];
  }

  /** What a snapshot does not hold, each by its volume and path: devices are not files. */
  get leftOut(): readonly string[] {
    return this.#leftOut;
  }

  /** The same of what has a name that could lead out of a folder where it is unpacked. */
  get unsafe(): readonly string[] {
    return this.#unsafe;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Reads a volume of a container. `onBytes` hears how much the spool holds. */
  async add(
    engine: Pick<Engine, 'readPath'>,
    from: { container: string; volume: string; path: string; signal: AbortSignal },
    onBytes: (bytes: number) => void,
  ) {
    for await (const entry of readTar(
      addAbortSignal(from.signal, await engine.readPath(from.container, from.path)),
    )) {
      const path = plainName(entry.header.name);
      if (path === '') continue;
      if (!isSafePath(path)) this.#unsafe.push(keyOf({ volume: from.volume, path }));
      else if (entry.header.type === 'link') this.#link(from.volume, path, entry);
      else await this.#append({ volume: from.volume, path }, entry, onBytes);
    }
  }

  /** What goes into the snapshot, each read when its turn comes. */
  *entries(): Generator<VolumeEntry & { content: Content }> {
    for (const file of this.files) yield { ...file, content: this.#read(file) };
  }

  async *#read(file: SpooledFile): AsyncGenerator<Uint8Array> {
    let done = 0;
    while (done < file.file.bytes) {
      const wanted = Math.min(chunkBytes, file.file.bytes - done);
      const { bytesRead, buffer } = await this.#handle.read(
        Buffer.allocUnsafe(wanted),
        0,
        wanted,
        file.offset + done,
      );
      if (bytesRead === 0) throw new SnapshotFailed(snapshotFailures.cutShort);
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /**
   * A hard link becomes a file with the same content: the snapshot's files each stand for
   * themselves.
   */
  #link(volume: string, path: string, { header }: ReadEntry): void {
    const linked = keyOf({ volume, path: plainName(header.linkname) });
    const target = this.#files.get(linked);
    if (this.#unsafe.includes(linked) || this.#leftOut.includes(linked)) {
      this.#leftOut.push(keyOf({ volume, path }));
      return;
    }
    if (target === undefined) throw new SnapshotFailed(snapshotFailures.linkOutside(volume, path));
    const file = { ...target.file, path };
    this.#files.set(keyOf(file), { ...target, file });
  }

  async #append(
    at: { volume: string; path: string },
    entry: ReadEntry,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const { volume, path } = at;
    const kind = kindOf(entry.header);
    if (kind === null) {
      this.#leftOut.push(keyOf(at));
      return;
    }
    const offset = this.#bytes;
    const described = await describeEntry({ volume, path, kind }, entry, async (chunk) => {
      await this.#handle.appendFile(chunk);
      this.#bytes += chunk.length;
      onBytes(this.#bytes);
    });
    this.#files.set(keyOf(described.file), { ...described, offset });
  }
}
