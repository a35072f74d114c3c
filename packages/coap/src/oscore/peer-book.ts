import type { Pairing } from './pairing.ts';
import { ServerAssociation } from './server-association.ts';

const isSame = (a: Pairing, b: Pairing): boolean =>
  a.peer === b.peer &&
  a.secret.equals(b.secret) &&
  a.ownId.equals(b.ownId) &&
  a.peerId.equals(b.peerId);

/** The peers that a server hears; they may be others while it serves. */
export class PeerBook {
  #associations = new Map<string, { pairing: Pairing; association: ServerAssociation }>();

  constructor(pairings: readonly Pairing[] = []) {
    this.assign(pairings);
  }

  /** Who is heard from now on. Whoever stays goes on under the keys that were agreed on. */
  assign(pairings: readonly Pairing[]): void {
    this.#associations = new Map(
      pairings.map((pairing) => {
        const id = pairing.peerId.toString('hex');
        const known = this.#associations.get(id);
        return [
          id,
          known !== undefined && isSame(known.pairing, pairing)
            ? known
            : { pairing, association: new ServerAssociation(pairing) },
        ];
      }),
    );
  }

  /** Who has this id; null when nobody has. */
  find(id: Buffer | null): ServerAssociation | null {
    return this.#associations.get(id?.toString('hex') ?? '-')?.association ?? null;
  }

  /** Whether it is heard still. */
  has(association: ServerAssociation): boolean {
    return this.find(association.peerId) === association;
  }
}
