import { access, mkdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Digest } from '@nanoedge/protocol';
import type { Aside, BlobStore } from '../services/storage-ports.ts';
import { blobFile, pruneBlobs, touchBlob } from './blob-folder.ts';
import { discardAside, settle, writeAsideDurably } from './durable.ts';

async function* singly(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Bytes by their digest, as files under one folder. A file that is there is whole: it is renamed
 * into place after its bytes reached the disk.
 */
export const openBlobs = async (folder: string): Promise<BlobStore> => {
  const incoming = path.join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const fileOf = (digest: Digest): string => blobFile(folder, digest);
  const has = (digest: Digest): Promise<boolean> =>
    access(fileOf(digest)).then(
      () => true,
      () => false,
    );
  const receive = (source: AsyncIterable<Uint8Array>): Promise<Aside> =>
    writeAsideDurably(incoming, source);
  const keep = async (blob: Aside): Promise<void> => {
    const file = fileOf(blob.digest);
    await ((await touchBlob(file)) ? discardAside(blob) : settle(blob.file, file));
  };
  return {
    has,
    hold: (digest) => touchBlob(fileOf(digest)),
    prune: (named, before) => pruneBlobs(folder, named, before),
    discard: discardAside,
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
