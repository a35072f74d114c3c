import { gzipSync, zstdCompressSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { digestOf, hexOf as hexOfDigest } from '../digest.ts';
import { packTar } from '../tar.ts';

/** A file or a link of an archive. */
export interface ImageEntry {
  name: string;
  content?: Buffer | string;
  link?: string;
}

/** A tar of some entries, in their order. */
export const tarOf = async (entries: readonly ImageEntry[]): Promise<Buffer> =>
  buffer(
    packTar(
      entries.map(({ name, content, link }) => {
        const bytes = Buffer.from(content ?? '');
        return link === undefined
          ? { header: { name, type: 'file', size: bytes.length }, content: [bytes] }
          : { header: { name, type: 'symlink', linkname: link } };
      }),
    ),
  );

const hexOf = (bytes: Buffer | string): string => hexOfDigest(digestOf(bytes));

export interface MadeImage {
  layers: Buffer[];
  config: string;
  imageId: string;
  diffIds: string[];
}

interface MadeImageOptions {
  os?: string;
  architecture?: string;
  variant?: string;
  files?: string[];
  labels?: Record<string, string>;
}

/** An image whose layers each hold one file. The rest as wanted. */
export const makeImage = async (options: MadeImageOptions = {}): Promise<MadeImage> => {
  const files = options.files ?? ['base', 'service'];
  const layers = await Promise.all(
    files.map((file) => tarOf([{ name: file, content: file.repeat(1000) }])),
  );
  const diffIds = layers.map((layer) => `sha256:${hexOf(layer)}`);
  const config = JSON.stringify({
    architecture: options.architecture ?? 'arm64',
    ...(options.variant === undefined ? {} : { variant: options.variant }),
    os: options.os ?? 'linux',
    config: {
      Cmd: ['/service'],
      ...(options.labels === undefined ? {} : { Labels: options.labels }),
    },
    rootfs: { type: 'layers', diff_ids: diffIds },
  });
  return { layers, config, imageId: `sha256:${hexOf(config)}`, diffIds };
};

/** The entries that docker save of an engine without the containerd image store writes. */
export const dockerEntries = (image: MadeImage, tag = 'lab/made:1'): ImageEntry[] => {
  const folders = image.layers.map((layer) => hexOf(`folder of ${hexOf(layer)}`));
  const manifest = [
    {
      Config: `${image.imageId.slice(7)}.json`,
      RepoTags: [tag],
      Layers: folders.map((folder) => `${folder}/layer.tar`),
    },
  ];
  return [
    ...image.layers.flatMap((layer, index) => [
      { name: `${folders[index] ?? ''}/VERSION`, content: '1.0' },
      { name: `${folders[index] ?? ''}/layer.tar`, content: layer },
    ]),
    { name: `${image.imageId.slice(7)}.json`, content: image.config },
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ];
};

const blobOf = (content: Buffer | string): ImageEntry => ({
  name: `blobs/sha256/${hexOf(content)}`,
  content,
});
const descriptorOf = (content: Buffer | string, more: object = {}): object => ({
  digest: `sha256:${hexOf(content)}`,
  size: Buffer.byteLength(content),
  ...more,
});

/**
 * The entries of an OCI layout: first layer gzip, the others zstd, behind a nested index that also
 * lists an attestation.
 */
export const ociEntries = (image: MadeImage, reference = 'lab/oci:2'): ImageEntry[] => {
  const layers = image.layers.map((layer, index) =>
    index === 0 ? gzipSync(layer) : zstdCompressSync(layer),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    config: descriptorOf(image.config),
    layers: layers.map((layer) => descriptorOf(layer)),
  });
  const attested = JSON.stringify({ schemaVersion: 2, config: descriptorOf('{}'), layers: [] });
  const nested = JSON.stringify({
    schemaVersion: 2,
    manifests: [
      descriptorOf(manifest, { platform: { os: 'linux', architecture: 'arm64' } }),
      descriptorOf(attested, { platform: { os: 'unknown', architecture: 'unknown' } }),
      descriptorOf('not in the archive', { platform: { os: 'linux', architecture: 's390x' } }),
    ],
  });
  const index = {
    schemaVersion: 2,
    manifests: [
      descriptorOf(nested, { annotations: { 'org.opencontainers.image.ref.name': reference } }),
    ],
  };
  return [
    { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: 'index.json', content: JSON.stringify(index) },
    ...[nested, manifest, attested, image.config, ...layers].map(blobOf),
  ];
};

const attestation = (image: MadeImage): string =>
  JSON.stringify({
    schemaVersion: 2,
    config: descriptorOf('{}', { mediaType: 'application/vnd.oci.image.config.v1+json' }),
    layers: [descriptorOf(image.imageId, { mediaType: 'application/vnd.in-toto+json' })],
  });

const plainManifest = (image: MadeImage): string =>
  JSON.stringify({
    schemaVersion: 2,
    config: descriptorOf(image.config, { mediaType: 'application/vnd.oci.image.config.v1+json' }),
    layers: image.layers.map((layer) => descriptorOf(layer)),
  });

/**
 * An OCI layout of one image for several platforms, each with an attestation that nothing but its
 * layer tells, below as many indexes as `depth` says; no index says a platform.
 */
export const severalPlatforms = (
  images: readonly MadeImage[],
  { depth = 1, reference = 'lab/many:1' } = {},
): ImageEntry[] => {
  const manifests = images.flatMap((image) => [attestation(image), plainManifest(image)]);
  const documents = [...manifests];
  let inner = manifests.map((manifest) => descriptorOf(manifest));
  for (let level = 0; level < depth; level += 1) {
    const index = JSON.stringify({ schemaVersion: 2, manifests: inner });
    documents.push(index);
    const annotations = { 'io.containerd.image.name': reference };
    // As an engine does of an image with two tags
    inner = [descriptorOf(index, { annotations }), descriptorOf(index)];
  }
  return [
    { name: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests: inner }) },
    ...[...documents, ...images.flatMap(({ config, layers }) => [config, ...layers])].map(blobOf),
  ];
};

/**
 * What docker save of a newer engine writes: the OCI layout, and a manifest.json that names its
 * blobs.
 */
export const newDockerEntries = (image: MadeImage, tag = 'lab/new:3'): ImageEntry[] => {
  const name = (content: Buffer | string): string => blobOf(content).name;
  const manifest = [
    { Config: name(image.config), RepoTags: [tag], Layers: image.layers.map(name) },
  ];
  return [
    { name: 'manifest.json', content: JSON.stringify(manifest) },
    { name: 'index.json', content: JSON.stringify({ manifests: [] }) },
    ...[image.config, ...image.layers].map(blobOf),
  ];
};

/** All bytes as one chunk after the other of some size. */
export async function* inChunks(bytes: Buffer, size = 60_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
