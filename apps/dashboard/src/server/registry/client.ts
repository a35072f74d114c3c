import { Descriptor, digestOf, ImageConfig, OciIndex } from '@nanoedge/archive';
import { Bytes, Digest, parse, parseJson } from '@nanoedge/protocol';
import { type RefusalWords, registryRefusals } from '@nanoedge/words';
import * as z from 'zod/mini';
import { BadInput } from '../services/errors.ts';
import { imageVolumes } from '../services/images/image-volumes.ts';
import { manifestOf } from '../services/images/manifest.ts';
import type { RegistryImage, RegistryPort } from '../services/registry-port.ts';
import { apiHost, parseReference, type RegistryReference } from './reference.ts';

const Sized = z.extend(Descriptor, { size: z.int() });
const Manifest = z.object({ config: Sized, layers: z.array(Sized) });
const Document = z.union([Manifest, OciIndex]);
const Token = z.object({ token: z.optional(z.string()), access_token: z.optional(z.string()) });

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const answerWithinMs = 10_000;
const maxDocumentBytes = 4 * 1024 * 1024;

const refusal = (words: RefusalWords): BadInput => new BadInput('source.image', words);

const isLocal = (host: string): boolean =>
  /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(:\d+)?$/.test(host);

const ask = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
  } catch {
    throw refusal(registryRefusals.unreachable(new URL(url).host));
  }
};

const bodyOf = async (response: Response): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxDocumentBytes) throw refusal(registryRefusals.largeAnswer);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * The registry's API V2, read only, without credentials of ours: a token is asked for where it
 * wants one.
 */
class Registry {
  readonly #reference: RegistryReference;
  readonly #base: string;
  #token: string | null = null;

  constructor(reference: RegistryReference, insecure: readonly string[]) {
    const { name } = reference;
    const host = apiHost(reference);
    this.#reference = reference;
    this.#base = `${isLocal(host) || insecure.includes(host) ? 'http' : 'https'}://${host}/v2/${name}`;
  }

  async manifest(version: string): Promise<Buffer> {
    return this.#read(`manifests/${version}`, {
      headers: { accept: manifestTypes },
      redirect: 'error',
    });
  }

  /** Blobs may lie elsewhere; they are checked by their digest. */
  async blob(digest: Digest): Promise<Buffer> {
    const bytes = await this.#read(`blobs/${digest}`, { redirect: 'follow' });
    if (digestOf(bytes) !== digest) throw refusal(registryRefusals.otherConfig);
    return bytes;
  }

  async #read(path: string, init: RequestInit): Promise<Buffer> {
    const url = `${this.#base}/${path}`;
    let response = await ask(url, this.#signed(init));
    if (response.status === 401 && this.#token === null) {
      this.#token = await this.#askForToken(response.headers.get('www-authenticate') ?? '');
      response = await ask(url, this.#signed(init));
    }
    const { host, name, version } = this.#reference;
    if (response.status === 401 || response.status === 403)
      throw refusal(registryRefusals.hidden(host, name));
    if (response.status === 404) throw refusal(registryRefusals.missing(host, name, version));
    if (!response.ok) throw refusal(registryRefusals.answered(host, response.status));
    return bodyOf(response);
  }

  #signed(init: RequestInit): RequestInit {
    if (this.#token === null) return init;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    return { ...init, headers };
  }

  /** Anonymous token (distribution spec, "Token Authentication"); null when none is offered. */
  async #askForToken(challenge: string): Promise<string | null> {
    const fields = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    const realm = URL.parse(fields.get('realm') ?? '');
    if (
      !challenge.startsWith('Bearer ') ||
      realm === null ||
      (realm.protocol !== 'https:' && !isLocal(realm.host))
    )
      return null;
    for (const key of ['service', 'scope']) realm.searchParams.set(key, fields.get(key) ?? '');
    const response = await ask(realm.href, { redirect: 'error' });
    if (!response.ok) return null;
    const { token, access_token } = parseJson(
      Token,
      (await bodyOf(response)).toString('utf8'),
      'token',
    );
    return token ?? access_token ?? null;
  }
}

const read = <T extends z.ZodMiniType>(schema: T, bytes: Buffer): z.output<T> => {
  try {
    return parseJson(schema, bytes.toString('utf8'), 'image');
  } catch {
    throw refusal(registryRefusals.noImage);
  }
};

/**
 * The manifest of one image, with its digest; from an index the one for Linux on `architecture`.
 */
const oneManifest = async (registry: Registry, version: string, architecture: string) => {
  const bytes = await registry.manifest(version);
  const document = read(Document, bytes);
  if ('config' in document) return { manifest: document, digest: digestOf(bytes) };
  const offered = document.manifests.filter(({ platform }) => platform?.os === 'linux');
  const chosen = offered.find(({ platform }) => platform?.architecture === architecture);
  if (chosen === undefined)
    throw refusal(
      registryRefusals.otherArchitectures(
        architecture,
        offered.map(({ platform }) => platform?.architecture).join(', '),
      ),
    );
  const inner = await registry.manifest(chosen.digest);
  if (digestOf(inner) !== chosen.digest) throw refusal(registryRefusals.otherManifest);
  return { manifest: read(Manifest, inner), digest: chosen.digest };
};

const resolve = async (
  reference: RegistryReference,
  registry: Registry,
  architecture: string,
): Promise<RegistryImage> => {
  const { manifest, digest } = await oneManifest(registry, reference.version, architecture);
  const config = read(ImageConfig, await registry.blob(manifest.config.digest));
  if (config.os !== 'linux') throw refusal(registryRefusals.notLinux(config.os));
  const sizes = manifest.layers.map(({ size }) => size);
  if (config.rootfs.diff_ids.length !== sizes.length || sizes.length === 0)
    throw refusal(registryRefusals.noLayers);
  return {
    image: `${reference.host}/${reference.name}@${digest}`,
    imageId: manifest.config.digest,
    architecture: config.architecture,
    configBytes: manifest.config.size,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    manifest: manifestOf(config),
    volumes: imageVolumes(config),
    layers: config.rootfs.diff_ids.map((layer, index) => ({
      digest: layer,
      bytes: parse(Bytes, sizes[index] ?? 0, 'layer size'),
    })),
  };
};

/** `insecure`: hosts, as `host:port`, that are asked without TLS, besides this machine. */
export const openRegistries = (insecure: readonly string[]): RegistryPort => ({
  resolve: async (image, architecture) => {
    const reference = parseReference(image);
    return resolve(reference, new Registry(reference, insecure), architecture);
  },
});
