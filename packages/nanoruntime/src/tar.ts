const BLOCK = 512;

export interface TarEntry {
  path: string;
  /** Left out for a folder. */
  bytes?: Uint8Array;
  mode?: number;
  /** Owner and group. */
  id?: number;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/**
 * A ustar header (POSIX.1-1988); the time is always 0, so that equal content makes equal layers.
 */
function header({ path, bytes, mode, id = 0 }: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  const isFolder = bytes === undefined;
  if (Buffer.byteLength(path) > 99) throw new RangeError(`path too long for a tar header: ${path}`);
  block.write(isFolder ? `${path.replace(/\/$/, '')}/` : path, 0);
  block.write(octal(mode ?? (isFolder ? 0o755 : 0o644), 8), 100);
  block.write(octal(id, 8), 108);
  block.write(octal(id, 8), 116);
  block.write(octal(bytes?.length ?? 0, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write(isFolder ? '5' : '0', 156);
  block.write('ustar\x0000', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** An archive whose bytes depend on nothing but its entries and their order. */
export function packTar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const bytes = entry.bytes ?? Buffer.alloc(0);
    return [header(entry), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** The files of an archive by path, without a leading `./`; folders and links are left out. */
export function unpackTar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const field = (from: number, length: number): string =>
      archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const start = at + BLOCK;
    if (field(156, 1) === '0' || field(156, 1) === '') {
      files.set(field(0, 100).replace(/^\.\//, ''), archive.subarray(start, start + size));
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
