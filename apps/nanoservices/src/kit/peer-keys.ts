import { readFileSync } from 'node:fs';
import {
  AccessDenied,
  asked,
  asking,
  changed,
  KeyRing,
  matchPath,
  PeerBook,
  subkey,
  withBody,
  type Pairing,
  type Resource,
} from '@nanoedge/coap';
import { type Clock, containerSecrets, sleep } from '@nanoedge/base';
import { CoapSecret, ServiceKeys } from '@nanoedge/protocol';
import { type Environment, InvalidEnvironment } from './env.ts';
import { peerUrl } from './service.ts';

/** The name of the one peer that is no deployment, and no deployment can have. */
const agent = '@agent';

const read = (file: string): Buffer => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    throw new InvalidEnvironment([`key: ${file} cannot be read`]);
  }
  if (!CoapSecret.safeParse(text).success)
    throw new InvalidEnvironment([`key: ${file} holds no secret`]);
  return Buffer.from(text, 'hex');
};

type Place = Pick<Environment<unknown>, 'peers'> & { gateway: string };

/**
 * What this container shares with its agent since it was made, and with its peers as the agent
 * tells. Nobody else is heard or called; the agent may ask anything, a peer what it was told to.
 */
export class PeerKeys {
  /** What is shared with those whom we call. */
  readonly ring: KeyRing;
  /** Those whom we hear. */
  readonly heard: PeerBook;
  readonly #place: Place;
  readonly #toAgent: Pairing;
  readonly #fromAgent: Pairing;
  readonly #told = Promise.withResolvers<void>();
  #may = new Map<string, readonly string[]>();

  /** Reads the container's secret. Throws InvalidEnvironment. */
  constructor(file: string, place: Place) {
    const secret = read(file);
    this.#place = place;
    this.#toAgent = asking(subkey(secret, containerSecrets.toAgent), agent);
    this.#fromAgent = asked(subkey(secret, containerSecrets.fromAgent), agent);
    this.ring = new KeyRing(new Map([[place.gateway, this.#toAgent]]));
    this.heard = new PeerBook([this.#fromAgent]);
  }

  /** Waits until the agent has told of the peers, at most for so long. */
  async toldWithin(ms: number, clock: Clock): Promise<void> {
    const end = new AbortController();
    await Promise.race([this.#told.promise, sleep(clock, ms, end.signal)]);
    end.abort();
  }

  /** Throws AccessDenied. */
  allow({ peer, method, path }: { peer: string; method: string; path: string }): void {
    if (peer === agent) return;
    const isAllowed = this.#may.get(peer)?.some((request) => {
      const [allowed, pattern = ''] = request.split(' ');
      return allowed === method && matchPath(pattern, path) !== null;
    });
    if (isAllowed !== true) throw new AccessDenied('this is not for you to ask');
  }

  /** Where the agent puts what is shared with the peers. */
  resource(): Resource {
    return {
      path: '/peers',
      type: 'nanoedge.peers',
      handlers: {
        PUT: withBody(ServiceKeys, (keys) => {
          this.#assign(keys);
          return changed();
        }),
      },
    };
  }

  #assign({ calls, heard }: ServiceKeys): void {
    this.ring.assign(
      new Map([
        [this.#place.gateway, this.#toAgent],
        ...Object.entries(calls).map(([name, secret]): [string, Pairing] => [
          peerUrl(this.#place, name),
          asking(Buffer.from(secret, 'hex'), name),
        ]),
      ]),
    );
    this.heard.assign([
      this.#fromAgent,
      ...heard.map(({ peer, secret }) => asked(Buffer.from(secret, 'hex'), peer)),
    ]);
    this.#may = new Map(heard.map(({ peer, may }) => [peer, may]));
    this.#told.resolve();
  }
}
