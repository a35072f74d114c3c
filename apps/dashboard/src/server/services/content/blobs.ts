import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@nanoedge/protocol';
import { Digest as DigestSchema, parse } from '@nanoedge/protocol';

export interface ReceivedBlob {
  digest: Digest;
  bytes: number;
  temporary: string;
}

/**
 * Bytes by their digest, as files under one folder. A file that is there is whole: it is renamed
 * into place after its bytes reached the disk.
 */
export interface BlobStore {
  /** Reads a stream to a temporary file; `discard` or `keep` it afterwards. */
  receive: (source: AsyncIterable<Uint8Array>) => Promise<ReceivedBlob>;
  keep: (blob: ReceivedBlob) => Promise<void>;
  discard: (blob: ReceivedBlob) => Promise<void>;
  /** Stores a text of our own making. */
  putText: (text: string) => Promise<Digest>;
  has: (digest: Digest) => Promise<boolean>;
  read: (digest: Digest) => ReadStream;
}

async function* singly(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export const digestOf = (bytes: string | Uint8Array): Digest =>
  parse(DigestSchema, `sha256:${createHash('sha256').update(bytes).digest('hex')}`, 'digest');

export const openBlobs = async (folder: string): Promise<BlobStore> => {
  const incoming = path.join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const fileOf = (digest: Digest): string => path.join(folder, digest.slice(7, 9), digest.slice(7));
  const has = (digest: Digest): Promise<boolean> =>
    access(fileOf(digest)).then(
      () => true,
      () => false,
    );
  const discard = (blob: ReceivedBlob): Promise<void> => rm(blob.temporary, { force: true });
  const receive = async (source: AsyncIterable<Uint8Array>): Promise<ReceivedBlob> => {
    const temporary = path.join(incoming, randomBytes(12).toString('hex'));
    const hash = createHash('sha256');
    let bytes = 0;
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        await file.write(chunk);
      }
      await file.sync();
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return {
      digest: parse(DigestSchema, `sha256:${hash.digest('hex')}`, 'digest'),
      bytes,
      temporary,
    };
  };
  const keep = async (blob: ReceivedBlob): Promise<void> => {
    if (await has(blob.digest)) return discard(blob);
    const target = fileOf(blob.digest);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await rename(blob.temporary, target);
  };
  return {
    has,
    discard,
    receive,
    keep,
    putText: async (text) => {
      const blob = await receive(singly(Buffer.from(text, 'utf8')));
      await keep(blob);
      return blob.digest;
    },
    read: (digest) => createReadStream(fileOf(digest)),
  };
};
