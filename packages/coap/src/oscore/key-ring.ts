import { type Clock, systemClock } from '@nanoedge/base';
import type { Transport } from '../transport.ts';
import { ClientAssociation } from './client-association.ts';
import { ClientShield } from './client-shield.ts';
import type { Pairing } from './pairing.ts';
import { ServerShield } from './server-shield.ts';
import { shielded } from './shielded.ts';

/** A server's transport over which only these peers are heard. */
export const heardFrom = (pairings: readonly Pairing[], transport: Transport): Transport =>
  shielded(transport, () => new ServerShield(pairings));

/** What a client shares with its peers, by the url that it calls them. */
export class KeyRing {
  readonly #associations: ReadonlyMap<string, ClientAssociation>;

  constructor(pairings: ReadonlyMap<string, Pairing>, clock: Clock = systemClock) {
    this.#associations = new Map(
      [...pairings].map(([url, pairing]) => [
        url,
        new ClientAssociation(pairing, () => clock.monotonic()),
      ]),
    );
  }

  /** A transport for requests to the peer at `url`; null when nothing is shared with it. */
  towards(url: string, transport: Transport): Transport | null {
    const association = this.#associations.get(url);
    return association === undefined
      ? null
      : shielded(transport, (transmit) => new ClientShield(association, transmit));
  }
}
