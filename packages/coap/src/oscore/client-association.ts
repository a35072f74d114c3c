import { randomBytes } from 'node:crypto';
import { cborBytes, readCborBytes } from './cbor.ts';
import { unprotectResponse } from './packet.ts';
import { contextOf, fixedContext, type Pairing } from './pairing.ts';
import type { RequestId } from './seal.ts';
import type { SecurityContext } from './security-context.ts';
import { messageCode, type WireMessage } from './wire.ts';

/** Bytes of R1 and R3, and of the longest R2 that is taken. */
const nonceBytes = 8;
const longestR2 = 32;

/** How long a first request waits for its answer before another one is made the first. */
const agreementMs = 2000;

/** A request as it went out: under these keys, with this identity. */
export interface SentRequest {
  context: SecurityContext;
  id: RequestId;
}

/**
 * One peer, as its clients see it: all flows to it use the same keys. With the first request fresh
 * keys are agreed on, and again whenever the peer lost them (RFC 8613 B.2).
 */
export class ClientAssociation {
  readonly pairing: Pairing;
  readonly #now: () => number;
  #current: SecurityContext | null;
  /** Since when a first request waits for its answer. */
  #agreeingSince: number | null = null;
  readonly #waiting = new Set<() => void>();

  /** `now` is monotonic, in milliseconds. */
  constructor(pairing: Pairing, now: () => number) {
    this.pairing = pairing;
    this.#now = now;
    this.#current = fixedContext(pairing);
  }

  /** Whether the keys are never agreed on anew. */
  get isFixed(): boolean {
    return this.pairing.fixed !== undefined;
  }

  /**
   * The keys for the next request; null while another one agrees on them: `agreed` is called when
   * it has.
   */
  contextFor(agreed: () => void): SecurityContext | null {
    if (this.#current !== null) return this.#current;
    if (this.#agreeingSince !== null && this.#now() - this.#agreeingSince < agreementMs) {
      this.#waiting.add(agreed);
      return null;
    }
    this.#agreeingSince = this.#now();
    return contextOf(this.pairing, randomBytes(nonceBytes));
  }

  /** What goes into a request's option to say which keys it is protected with. */
  kidContextOf({ keys }: SecurityContext): Buffer | null {
    if (keys.idContext === null) return null;
    return this.isFixed ? keys.idContext : cborBytes(keys.idContext);
  }

  /**
   * Takes the server's part of fresh keys from its answer to `sent`. True when it was one: the
   * request is to be made again.
   */
  agree(
    response: WireMessage,
    sent: SentRequest,
    option: { piv: Buffer | null; kidContext: Buffer },
  ): boolean {
    const before = sent.context.keys.idContext;
    const r2 = readCborBytes(option.kidContext);
    if (this.isFixed || before === null) return false;
    if (r2 === null || r2.length < nonceBytes || r2.length > longestR2) return false;
    const context = contextOf(this.pairing, Buffer.concat([r2, before]));
    const inner = unprotectResponse(response, context, { request: sent.id, piv: option.piv });
    if (inner?.code !== messageCode.unauthorized) return false;
    // Another request of those keys may have agreed on new ones already
    if (this.#current === null || this.#current === sent.context) {
      const fresh = Buffer.concat([r2, randomBytes(nonceBytes)]);
      this.#current = contextOf(this.pairing, fresh);
    }
    this.#agreeingSince = null;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
    return true;
  }
}
