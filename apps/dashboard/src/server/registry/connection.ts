import { digestOf } from '@nanoedge/archive';
import type { Digest } from '@nanoedge/protocol';
import { registryRefusals } from '@nanoedge/words';
import { BadInput } from '../services/errors.ts';
import type { RegistryAccess, RegistryCheck } from '../services/registry-port.ts';
import { type Asker, type Authorisation, authorise } from './authorise.ts';
import {
  type RegistryAnswer,
  askRegistry,
  type RegistryAsking,
  type RegistryNet,
  documentOf,
  refusal,
} from './http.ts';
import { namedByAdmin } from './inside.ts';
import type { RouteTo } from './routes.ts';
import { apiHost, type RegistryReference } from './reference.ts';

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Which registries are spoken to without TLS, and which through a proxy. */
export interface RegistryWays {
  isPlain: (host: string) => boolean;
  routeTo: RouteTo;
  /** Hosts that registries may send us to wherever they are. */
  named: readonly string[];
}

/** The registry's own host is one that an administrator named. */
const netOf = (host: string, { routeTo, named }: RegistryWays): RegistryNet => ({
  routeTo,
  isNamed: namedByAdmin([host, ...named]),
});

const urlOf = (host: string, isPlain: boolean): string =>
  `${isPlain ? 'http' : 'https'}://${host}/v2/`;

/** The registry's API V2, read only, as anybody or with a name and a password. */
export class Registry {
  readonly #reference: RegistryReference;
  readonly #base: string;
  readonly #asker: Asker;
  #header: string | null = null;

  constructor(reference: RegistryReference, ways: RegistryWays, access: RegistryAccess | null) {
    const host = apiHost(reference);
    const isPlain = access?.isPlain === true || ways.isPlain(host);
    this.#reference = reference;
    this.#base = `${urlOf(host, isPlain)}${reference.name}`;
    this.#asker = { isPlain, net: netOf(host, ways), credentials: access?.credentials ?? null };
  }

  async manifest(version: string): Promise<Buffer> {
    const headers = { accept: manifestTypes };
    return documentOf(await this.#read(`manifests/${version}`, { headers, follow: 'nothing' }));
  }

  async blob(digest: Digest): Promise<Buffer> {
    const bytes = await documentOf(await this.#blob(digest));
    if (digestOf(bytes) !== digest) throw refusal(registryRefusals.otherConfig);
    return bytes;
  }

  /** However large it is, unchecked. */
  async *stream(digest: Digest): AsyncGenerator<Uint8Array> {
    yield* (await this.#blob(digest)).body();
  }

  async #blob(digest: Digest): Promise<RegistryAnswer> {
    return this.#read(`blobs/${digest}`, { follow: this.#asker.isPlain ? 'anything' : 'tls' });
  }

  async #read(
    path: string,
    asking: Omit<RegistryAsking, 'authorization' | 'net'>,
  ): Promise<RegistryAnswer> {
    const url = `${this.#base}/${path}`;
    const { net } = this.#asker;
    let answer = await askRegistry(url, { ...asking, net, authorization: this.#header });
    if (answer.response.status === 401) {
      await this.#authorise(answer);
      answer = await askRegistry(url, { ...asking, net, authorization: this.#header });
    }
    const { status, ok } = answer.response;
    if (ok) return answer;
    await answer.response.body?.cancel();
    const { host, name, version } = this.#reference;
    if (status === 401 || status === 403) throw this.#hidden();
    if (status === 404) throw refusal(registryRefusals.missing(host, name, version));
    throw refusal(registryRefusals.answered(host, status));
  }

  /** A token lasts for minutes: one that has run out is asked for again. */
  async #authorise({ response }: RegistryAnswer): Promise<void> {
    await response.body?.cancel();
    const found = await authorise(response.headers.get('www-authenticate') ?? '', this.#asker);
    if (found === 'refused') throw this.#hidden();
    this.#header = found?.header ?? null;
  }

  #hidden(): BadInput {
    const { host, name } = this.#reference;
    const { credentials } = this.#asker;
    return refusal(
      credentials === null
        ? registryRefusals.hidden(host, name)
        : registryRefusals.hiddenFrom(host, name, credentials.username),
    );
  }
}

const signIn = async (url: string, asker: Asker): Promise<RegistryCheck | null> => {
  const { net } = asker;
  const look = async (found: Exclude<Authorisation, 'refused'>) => {
    const authorization = found?.header ?? null;
    const { response } = await askRegistry(url, { authorization, follow: 'nothing', net });
    await response.body?.cancel();
    return response;
  };
  const first = await look(null);
  if (first.ok) return 'open';
  if (first.status !== 401) return null;
  const found = await authorise(first.headers.get('www-authenticate') ?? '', asker);
  if (found === 'refused') return 'refused';
  const second = await look(found);
  if (second.status === 401 || second.status === 403) return 'refused';
  return second.ok ? 'signed-in' : null;
};

/** Tries to sign in, without asking for any image. Throws BadInput naming `host`. */
export const checkRegistry = async (
  reference: Pick<RegistryReference, 'host'>,
  ways: RegistryWays,
  access: RegistryAccess,
): Promise<RegistryCheck> => {
  const host = apiHost(reference);
  const isPlain = access.isPlain || ways.isPlain(host);
  const { credentials } = access;
  try {
    const found = await signIn(urlOf(host, isPlain), {
      isPlain,
      credentials,
      net: netOf(host, ways),
    });
    if (found !== null) return found;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { message, remedy } = error.detail;
    throw new BadInput('host', { message, ...(remedy === null ? {} : { remedy }) });
  }
  throw new BadInput('host', registryRefusals.noRegistry(reference.host));
};
