import { digestOf } from '@nanoedge/archive';
import { type Digest, parseJson } from '@nanoedge/protocol';
import { type RefusalWords, registryRefusals } from '@nanoedge/words';
import * as z from 'zod/mini';
import { BadInput } from '../services/errors.ts';
import { apiHost, type RegistryReference } from './reference.ts';

const Token = z.object({ token: z.optional(z.string()), access_token: z.optional(z.string()) });

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const answerWithinMs = 10_000;
const maxDocumentBytes = 4 * 1024 * 1024;

export const refusal = (words: RefusalWords): BadInput => new BadInput('source.image', words);

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
export class Registry {
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
