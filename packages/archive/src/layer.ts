import { Readable } from 'node:stream';
import { plainName } from './path.ts';
import { gather, readTar } from './tar.ts';

const blockBytes = 512;

export interface LayerEntry {
  path: string;
  /** Left out for a folder. */
  bytes?: Uint8Array;
  mode?: number;
  /** Owner and group. */
  id?: number;
}

const octal = (value: number, width: number): string =>
  `${value.toString(8).padStart(width - 1, '0')}\0`;

/**
 * A ustar header (POSIX.1-1988); the time is always 0, so that equal content makes equal layers.
 */
const header = ({ path, bytes, mode, id = 0 }: LayerEntry): Buffer => {
  const block = Buffer.alloc(blockBytes);
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
};

/**
 * A layer of an image: a tar whose bytes depend on nothing but its entries and their order. An
 * image's id is made of these bytes, so they are written here: with a library's they would change
 * with its versions, and every device would fetch anew what it has.
 */
export const packLayer = (entries: readonly LayerEntry[]): Buffer => {
  const parts = entries.flatMap((entry) => {
    const bytes = entry.bytes ?? Buffer.alloc(0);
    const padding = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
    return [header(entry), bytes, Buffer.alloc(padding)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
};

/** The files of a small tar by path, without `./` before; folders and links are left out. */
export const filesOfTar = async (tar: Buffer): Promise<Map<string, Buffer>> => {
  const files = new Map<string, Buffer>();
  for await (const { header: entry, content } of readTar(
    Readable.from([tar], { objectMode: false }),
  ))
    if (entry.type === 'file') files.set(plainName(entry.name), await gather(content));
  return files;
};
