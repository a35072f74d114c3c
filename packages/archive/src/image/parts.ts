import { parseJson, type Digest } from '@nanoedge/protocol';
import { imageArchiveRefusals } from '@nanoedge/words';
import type * as z from 'zod/mini';
import { ImageRefused } from './refused.ts';

/** A file of an archive, without its compression. */
export interface Part {
  digest: Digest;
  bytes: number;
}

/** Where the files of an archive lie while it is read. */
export interface PartStore<T extends Part> {
  write: (source: AsyncIterable<Uint8Array>) => Promise<T>;
  /** A small file as text. */
  text: (part: T) => Promise<string>;
}

/** A file, and the digest of its bytes as the archive has them. */
export interface Unpacked<T extends Part> {
  part: T;
  raw: Digest;
}

/** The files of an archive by their names, symbolic and hard links followed. */
export interface UnpackedArchive<T extends Part> {
  find: (name: string) => Unpacked<T> | undefined;
  /** Reads a JSON document of it. */
  document: <S extends z.ZodMiniType>(
    schema: S,
    file: Unpacked<T>,
    what: string,
  ) => Promise<z.output<S>>;
}

/** A file that an archive names, and the digest that it says the file has, where it says so. */
export interface NamedPart {
  name: string;
  claimed: Digest | null;
}

/**
 * `reference`: the name the image goes by, null when the archive gives none. Layers lowest first.
 */
export interface ImageDescription {
  reference: string | null;
  config: NamedPart;
  layers: NamedPart[];
}

const maxDocumentBytes = 4 * 1024 * 1024;

export const documentReader =
  <T extends Part>(store: PartStore<T>): UnpackedArchive<T>['document'] =>
  async (schema, { part }, what) => {
    if (part.bytes > maxDocumentBytes)
      throw new ImageRefused(imageArchiveRefusals.largeDocument(what));
    return parseJson(schema, await store.text(part), what);
  };
