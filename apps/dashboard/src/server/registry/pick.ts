import {
  Descriptor,
  digestOf,
  ImageConfig,
  isAttestation,
  isImageManifest,
  OciIndex,
  pickPlatform,
  platformName,
} from '@nanoedge/archive';
import { type Digest, parseJson } from '@nanoedge/protocol';
import { registryRefusals } from '@nanoedge/words';
import * as z from 'zod/mini';
import type { Registry } from './connection.ts';
import { refusal } from './http.ts';

const Sized = z.extend(Descriptor, { size: z.int() });
const Manifest = z.object({ config: Sized, layers: z.array(Sized) });
type Manifest = z.infer<typeof Manifest>;
const Document = z.union([Manifest, OciIndex]);

const maxDepth = 4;
/** An index that leads to more documents than any builder writes would have us ask for ever. */
const maxDocuments = 64;

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

export const readDocument = <T extends z.ZodMiniType>(schema: T, bytes: Buffer): z.output<T> => {
  try {
    return parseJson(schema, bytes.toString('utf8'), 'image');
  } catch {
    throw refusal(registryRefusals.noImage);
  }
};

/** An image that an index leads to. */
interface Offer {
  digest: Digest;
  system: string;
  platform: string;
}

/** Reads an index to its end, through the indexes that it names. */
class IndexWalk {
  readonly #registry: Registry;
  readonly #seen = new Set<Digest>();
  #documents = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  async offers({ manifests }: z.infer<typeof OciIndex>, depth = 0): Promise<Offer[]> {
    const found: Offer[] = [];
    for (const descriptor of manifests) {
      if (isAttestation(descriptor) || this.#seen.has(descriptor.digest)) continue;
      this.#seen.add(descriptor.digest);
      found.push(...(await this.#behind(descriptor, depth)));
    }
    return found;
  }

  async #behind({ digest, mediaType, platform }: Descriptor, depth: number): Promise<Offer[]> {
    const isIndex = indexTypes.includes(mediaType ?? '');
    if (!isIndex && platform?.architecture !== undefined) {
      const name = platformName({ ...platform, architecture: platform.architecture });
      return [{ digest, system: platform.os ?? 'linux', platform: name }];
    }
    const document = readDocument(Document, await this.document(digest));
    if (!('config' in document)) return depth < maxDepth ? this.offers(document, depth + 1) : [];
    if (!isImageManifest(document)) return [];
    this.#count();
    const config = readDocument(ImageConfig, await this.#registry.blob(document.config.digest));
    return [{ digest, system: config.os, platform: platformName(config) }];
  }

  async document(digest: Digest): Promise<Buffer> {
    this.#count();
    const bytes = await this.#registry.manifest(digest);
    if (digestOf(bytes) !== digest) throw refusal(registryRefusals.otherManifest);
    return bytes;
  }

  #count(): void {
    this.#documents += 1;
    if (this.#documents > maxDocuments) throw refusal(registryRefusals.endlessIndex);
  }
}

/**
 * The manifest of one image, with its digest: the only one, or of an index the one for Linux on the
 * first of the wanted platforms that it has any for.
 */
export const oneManifest = async (
  registry: Registry,
  version: string,
  wanted: readonly string[],
): Promise<{ manifest: Manifest; digest: Digest }> => {
  const bytes = await registry.manifest(version);
  const document = readDocument(Document, bytes);
  if ('config' in document) {
    if (!isImageManifest(document)) throw refusal(registryRefusals.noImage);
    return { manifest: document, digest: digestOf(bytes) };
  }
  const walk = new IndexWalk(registry);
  const offered = (await walk.offers(document)).filter(({ system }) => system === 'linux');
  const chosen = pickPlatform(wanted, offered, ({ platform }) => platform);
  if (chosen === undefined) {
    const names = [...new Set(offered.map(({ platform }) => platform))];
    throw refusal(registryRefusals.otherArchitectures(wanted, names));
  }
  const { digest } = chosen;
  const inner = readDocument(Manifest, await walk.document(digest));
  if (!isImageManifest(inner)) throw refusal(registryRefusals.noImage);
  return { manifest: inner, digest };
};
