import type { KeyInput } from './keys.ts';

/**
 * What this end shares with one peer for requests in one direction. No two pairings share a secret,
 * and no two peers of a server have the same id.
 */
export interface Pairing {
  /** What the peer is called here, for those who decide what it may do. */
  peer: string;
  /** At least 16 random bytes. */
  secret: Buffer;
  /** The ids of the two ends (`longestId`). */
  ownId: Buffer;
  peerId: Buffer;
  /**
   * For peers that cannot agree on fresh keys (RFC 8613 B.2): one context for good. Whoever uses it
   * sees to it that no sequence number below `firstSequence` is ever sent again, also after a
   * restart; what is received is believed after an Echo (B.1.2).
   */
  fixed?: { salt?: Buffer; idContext: Buffer | null; firstSequence: number };
}

/** The input of the keys of a pairing, with this ID Context. */
export const keyInput = (
  { secret, ownId, peerId, fixed }: Pairing,
  idContext: Buffer | null,
): KeyInput => ({
  secret,
  ...(fixed?.salt === undefined ? {} : { salt: fixed.salt }),
  senderId: ownId,
  recipientId: peerId,
  idContext,
});
