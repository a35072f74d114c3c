import { createHash } from 'node:crypto';
import path from 'node:path';
import { Digest, parse } from '@nanoedge/protocol';
import { BadInput, Refusal } from '../errors.ts';
import { bytesOf, isDamage, tarEntries } from '../tar.ts';
import { inflated } from './inflate.ts';
import type { Aside, Spool } from '../storage-ports.ts';

export const maxImageBytes = 2 * 1024 ** 3;
const maxEntries = 4096;
const maxHops = 8;

/**
 * A file of an archive: written aside without its compression; `raw` is the digest of its bytes as
 * the archive has them.
 */
export type Unpacked = Aside & { raw: Digest };

/** The files of an archive by their names, symbolic and hard links followed. */
export type Archive = (name: string) => Unpacked | undefined;

/** Counts what passes and stops what is too large. */
const limiter = (): ((source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>) => {
  let bytes = 0;
  return async function* limited(source) {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxImageBytes) {
        throw new Refusal('too-large', {
          field: 'file',
          message: 'The image is larger than 2 GB.',
          remedy: 'Build it from a smaller base.',
        });
      }
      yield chunk;
    }
  };
};

const nameOf = (raw: string): string => {
  const name = path.posix.normalize(raw).replace(/\/$/, '');
  if (name.startsWith('/') || name === '..' || name.startsWith('../'))
    throw new BadInput(
      'file',
      `The archive has an entry “${raw}”, which points outside of it.`,
      'Make it with docker save.',
    );
  return name;
};

const spoolEntry = async (
  spool: Spool,
  entry: AsyncIterable<unknown>,
  limited: ReturnType<typeof limiter>,
): Promise<Unpacked> => {
  const hash = createHash('sha256');
  const tapped = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytesOf(entry)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const file = await spool.write(limited(inflated(tapped())));
  return { ...file, raw: parse(Digest, `sha256:${hash.digest('hex')}`, 'digest') };
};

/**
 * Takes a tar (or gzip or zstd of one) apart into the spool, entry by entry, however large it is.
 */
export const unpack = async (spool: Spool, source: AsyncIterable<Uint8Array>): Promise<Archive> => {
  const files = new Map<string, Unpacked>();
  const links = new Map<string, string>();
  const limited = limiter();
  let entries = 0;
  try {
    for await (const entry of tarEntries(inflated(limiter()(source)))) {
      entries += 1;
      if (entries > maxEntries)
        throw new BadInput('file', 'The archive has too many entries for an image.');
      const { type, linkname } = entry.header;
      const name = nameOf(entry.header.name);
      if (type === 'file' || type === 'contiguous-file')
        files.set(name, await spoolEntry(spool, entry, limited));
      else if (type === 'symlink')
        links.set(name, nameOf(path.posix.join(path.posix.dirname(name), linkname ?? '')));
      else if (type === 'link') links.set(name, nameOf(linkname ?? ''));
      entry.resume();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    if (entries === 0)
      throw new BadInput(
        'file',
        'This is no tar archive.',
        'Send what docker save or an OCI image builder wrote.',
      );
    throw new BadInput(
      'file',
      'The archive is damaged or was cut short.',
      'Make it again and send it again.',
    );
  }
  if (entries === 0)
    throw new BadInput(
      'file',
      'The archive is empty.',
      'Send what docker save or an OCI image builder wrote.',
    );
  const find = (name: string, hops = 0): Unpacked | undefined => {
    const found = files.get(name);
    const target = links.get(name);
    return found !== undefined || target === undefined || hops >= maxHops
      ? found
      : find(target, hops + 1);
  };
  return (name) => find(path.posix.normalize(name));
};
