import { type Clock, systemClock } from '@nanoedge/base';
import type { Transport } from '../transport.ts';
import { ClientAssociation } from './client-association.ts';
import { ClientShield } from './client-shield.ts';
import type { Pairing } from './pairing.ts';
import type { PeerBook } from './peer-book.ts';
import { ServerShield } from './server-shield.ts';
import { shielded } from './shielded.ts';

/**
 * A server's transport over which only these peers are heard; `refused` is called with the address
 * of each request of somebody else.
 */
export const heardFrom = (
  peers: PeerBook,
  transport: Transport,
  refused: (from: string) => void,
): Transport => shielded(transport, () => new ServerShield(peers, refused));

/** What a client shares with its peers, by the url that it calls them. */
export class KeyRing {
  readonly #clock: Clock;
  #associations = new Map<string, ClientAssociation>();

  constructor(pairings: ReadonlyMap<string, Pairing>, clock: Clock = systemClock) {
    this.#clock = clock;
    this.assign(pairings);
  }

  /** What is shared from now on. With whom it is the same, the keys that were agreed on stay. */
  assign(pairings: ReadonlyMap<string, Pairing>): void {
    this.#associations = new Map(
      [...pairings].map(([url, pairing]) => {
        const known = this.#associations.get(url);
        return [
          url,
          known?.pairing.secret.equals(pairing.secret) === true
            ? known
            : new ClientAssociation(pairing, () => this.#clock.monotonic()),
        ];
      }),
    );
  }

  /** A transport for requests to the peer at `url`; null when nothing is shared with it. */
  towards(url: string, transport: Transport): Transport | null {
    if (!this.#associations.has(url)) return null;
    const current = (): ClientAssociation | null => this.#associations.get(url) ?? null;
    return shielded(transport, (transmit) => new ClientShield(current, transmit));
  }
}
