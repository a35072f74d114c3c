import { SecurityContext } from './security-context.ts';

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

/** Fresh keys of a pairing, with this ID Context; what is sent begins with the number `first`. */
export const contextOf = (
  { secret, ownId, peerId, fixed }: Pairing,
  idContext: Buffer | null,
  first = 0,
): SecurityContext =>
  new SecurityContext(
    {
      secret,
      ...(fixed?.salt === undefined ? {} : { salt: fixed.salt }),
      senderId: ownId,
      recipientId: peerId,
      idContext,
    },
    first,
  );

/** The one context of a pairing that has it for good; null where keys are agreed on. */
export const fixedContext = (pairing: Pairing): SecurityContext | null =>
  pairing.fixed === undefined
    ? null
    : contextOf(pairing, pairing.fixed.idContext, pairing.fixed.firstSequence);
