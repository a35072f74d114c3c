import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Digest, parseJson } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { BadInput } from '../errors.ts';
import type { Archive, Unpacked } from './unpack.ts';

/**
 * A file that an archive names; `claimed`: the digest that the archive says it has, where it says
 * so.
 */
export interface Part {
  name: string;
  claimed: Digest | null;
}
/**
 * `reference`: the name the image goes by, null when the archive gives none. Layers lowest first.
 */
export interface Described {
  reference: string | null;
  config: Part;
  layers: Part[];
}

const maxDocumentBytes = 4 * 1024 * 1024;

/** Reads a JSON document of an archive. */
export const readDocument = async <T extends z.ZodMiniType>(
  schema: T,
  file: Unpacked,
  what: string,
): Promise<z.output<T>> => {
  if (file.bytes > maxDocumentBytes) throw new BadInput('file', `${what} is too large to be one.`);
  return parseJson(schema, await readFile(file.file, 'utf8'), what);
};

const several = (names: string[]): BadInput =>
  new BadInput(
    'file',
    `The archive has several images: ${names.join(', ')}.`,
    'Save each into an archive of its own.',
  );

const DockerManifest = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.nullish(z.array(z.string())),
    Layers: z.nullish(z.array(z.string())),
  }),
);

/**
 * Files that carry the digest of their bytes in their names, as in an OCI layout and in archives of
 * some builders.
 */
const claimedBy = (name: string): Digest | null => {
  const hex = /^(?:sha256:)?([0-9a-f]{64})(?:\.json|\.tar|\.tar\.gz)?$/.exec(
    path.posix.basename(name),
  )?.[1];
  return hex === undefined ? null : Digest.parse(`sha256:${hex}`);
};

const describeDocker = async (manifest: Unpacked): Promise<Described> => {
  const images = await readDocument(DockerManifest, manifest, 'manifest.json');
  const [image] = images;
  if (image === undefined)
    throw new BadInput('file', 'The archive has no image.', 'Save one with docker save.');
  if (images.length > 1)
    throw several(images.map(({ RepoTags, Config }) => RepoTags?.[0] ?? Config));
  const part = (name: string): Part => ({ name, claimed: claimedBy(name) });
  return {
    reference: image.RepoTags?.[0] ?? null,
    config: part(image.Config),
    layers: (image.Layers ?? []).map(part),
  };
};

const Descriptor = z.object({
  mediaType: z.optional(z.string()),
  digest: Digest,
  annotations: z.nullish(z.record(z.string(), z.string())),
  platform: z.nullish(
    z.object({ os: z.optional(z.string()), architecture: z.optional(z.string()) }),
  ),
});
type Descriptor = z.infer<typeof Descriptor>;
const OciIndex = z.object({ manifests: z.array(Descriptor) });
/** An index names manifests, a manifest names a config and layers (OCI image spec 1.1). */
const OciDocument = z.union([
  OciIndex,
  z.object({ config: Descriptor, layers: z.array(Descriptor) }),
]);
interface OciManifest {
  config: Descriptor;
  layers: Descriptor[];
}

const maxDepth = 3;
const blob = ({ digest }: Descriptor): Part => ({
  name: `blobs/sha256/${digest.slice(7)}`,
  claimed: digest,
});
const isAttestation = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os === 'unknown' ||
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

/**
 * The image manifests that an index leads to. Of platforms whose manifest is not in the archive
 * nothing is said.
 */
const manifestsOf = async (
  archive: Archive,
  list: Descriptor[],
  above: { reference: string | null; depth: number },
): Promise<{ reference: string | null; platform: string | null; manifest: OciManifest }[]> => {
  const found = [];
  for (const descriptor of list.filter((one) => !isAttestation(one))) {
    const part = blob(descriptor);
    const file = archive(part.name);
    if (file === undefined) continue;
    if (file.raw !== part.claimed)
      throw new BadInput('file', `“${part.name}” is damaged: it has another digest.`);
    const { annotations, platform } = descriptor;
    const reference =
      annotations?.['io.containerd.image.name'] ??
      annotations?.['org.opencontainers.image.ref.name'] ??
      above.reference;
    const document = await readDocument(OciDocument, file, part.name);
    if ('config' in document)
      found.push({ reference, platform: platform?.architecture ?? null, manifest: document });
    else if (above.depth < maxDepth)
      found.push(
        ...(await manifestsOf(archive, document.manifests, { reference, depth: above.depth + 1 })),
      );
  }
  return found;
};

const describeOci = async (archive: Archive, index: Unpacked): Promise<Described> => {
  const { manifests } = await readDocument(OciIndex, index, 'index.json');
  const images = await manifestsOf(archive, manifests, { reference: null, depth: 0 });
  const [image] = images;
  if (image === undefined)
    throw new BadInput('file', 'The archive has no image.', 'Save one into an OCI archive.');
  if (images.length > 1)
    throw several(
      images.map(({ reference, platform, manifest }) =>
        [reference ?? manifest.config.digest, platform].filter(Boolean).join(' for '),
      ),
    );
  return {
    reference: image.reference,
    config: blob(image.manifest.config),
    layers: image.manifest.layers.map(blob),
  };
};

/**
 * Says what image an archive holds: docker save's, of any age, or an OCI layout's. Throws BadInput
 * when it is not one image.
 */
export const describeArchive = async (archive: Archive): Promise<Described> => {
  const manifest = archive('manifest.json');
  if (manifest !== undefined) return describeDocker(manifest);
  const index = archive('index.json');
  if (index !== undefined) return describeOci(archive, index);
  throw new BadInput(
    'file',
    'The archive holds no image: it has neither manifest.json nor index.json.',
    'Make it with docker save.',
  );
};
