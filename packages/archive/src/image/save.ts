import type { Readable } from 'node:stream';
import type { Digest } from '@nanoedge/protocol';
import { digestOf, hexOf } from '../digest.ts';
import { packTar, type Content, type TarEntry } from '../tar.ts';
import type { Part } from './parts.ts';

/** A config or a layer; `read` is asked for its bytes when its turn comes. */
export interface SavedPart extends Part {
  read: () => Content;
}

export interface SavedImage {
  tags: readonly string[];
  config: SavedPart;
  /** All of its layers, lowest first. */
  layers: readonly SavedPart[];
}

const blobName = (digest: Digest): string => `blobs/sha256/${hexOf(digest)}`;

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/**
 * The OCI image manifest of a config and uncompressed layers (image spec 1.1). Its digest follows
 * from theirs and their sizes: an engine with the containerd image store calls the image by it.
 */
const ociManifest = (config: Part, layers: readonly Part[]): Buffer =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: config.digest,
        size: config.bytes,
      },
      layers: layers.map(({ digest, bytes }) => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest,
        size: bytes,
      })),
    }),
  );

/** The digest of the manifest under which `saveImages` writes an image. */
export const manifestDigestOf = (config: Part, layers: readonly Part[]): Digest =>
  digestOf(ociManifest(config, layers));

/** The name as containerd keeps it: with the registry that Docker means where none is named. */
const fullName = (tag: string): string => {
  const [first = '', ...rest] = tag.split('/');
  if (rest.length === 0) return `docker.io/library/${tag}`;
  return /[.:]|^localhost$/.test(first) ? tag : `docker.io/${tag}`;
};

const indexOf = (images: readonly SavedImage[]): Buffer => {
  const manifests = images.flatMap(({ tags, config, layers }) => {
    const manifest = ociManifest(config, layers);
    const about = { mediaType: manifestType, digest: digestOf(manifest), size: manifest.length };
    if (tags.length === 0) return [about];
    return tags.map((tag) => ({
      ...about,
      annotations: {
        'io.containerd.image.name': fullName(tag),
        'org.opencontainers.image.ref.name': tag.slice(tag.lastIndexOf(':') + 1),
      },
    }));
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
};

const dockerManifest = (images: readonly SavedImage[]): Buffer =>
  Buffer.from(
    JSON.stringify(
      images.map(({ tags, config, layers }) => ({
        Config: blobName(config.digest),
        RepoTags: tags,
        Layers: layers.map(({ digest }) => blobName(digest)),
      })),
    ),
  );

const entry = (name: string, bytes: number, content: Content): TarEntry => ({
  // Equal images make equal archives
  header: { name, size: bytes, type: 'file', mode: 0o644, mtime: new Date(0) },
  content,
});
const small = (name: string, text: Buffer): TarEntry => entry(name, text.length, [text]);

function* entriesOf(
  images: readonly SavedImage[],
  leftOut: ReadonlySet<Digest>,
): Generator<TarEntry> {
  yield small('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  yield small('index.json', indexOf(images));
  yield small('manifest.json', dockerManifest(images));
  const written = new Set(leftOut);
  for (const { config, layers } of images) {
    const manifest = ociManifest(config, layers);
    yield small(blobName(digestOf(manifest)), manifest);
    for (const part of [config, ...layers]) {
      if (!written.has(part.digest)) yield entry(blobName(part.digest), part.bytes, part.read());
      written.add(part.digest);
    }
  }
}

/**
 * An archive for `docker load` as `docker save` of Engine 25 and later writes it: `manifest.json`
 * for engines of any age, and an OCI layout for those with the containerd image store. What several
 * images share is in it once. A thin one leaves out layers: an engine accepts it when it has them
 * in the same order at the bottom.
 */
export const saveImages = (
  images: readonly SavedImage[],
  leftOut: ReadonlySet<Digest> = new Set(),
): Readable => packTar(entriesOf(images, leftOut));
