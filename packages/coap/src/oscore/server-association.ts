import { randomBytes } from 'node:crypto';
import { cborBytes, readCborBytes } from './cbor.ts';
import { hkdf } from './keys.ts';
import type { OscoreOption } from './option.ts';
import { protectResponse, unprotectRequest } from './packet.ts';
import { contextOf, fixedContext, type Pairing } from './pairing.ts';
import { type RequestId, requestId } from './seal.ts';
import { type SecurityContext, sequenceOf } from './security-context.ts';
import {
  bareAnswer,
  messageCode,
  optionNumber,
  optionOf,
  type WireMessage,
  withOption,
} from './wire.ts';

/** A request that was proven to come from the peer now. */
interface Proven {
  packet: WireMessage;
  context: SecurityContext;
  id: RequestId;
}

/** What becomes of a request: it is proven, refused without protection, answered, or left alone. */
export type Opened = Proven | { refuse: number } | { answer: Buffer } | 'ignore';

/** Lengths in bytes of the random part of R2 and of its proof (RFC 8613 B.2.1), and of a nonce. */
const nonceBytes = 8;
const proofBytes = 8;
const ownPartBytes = nonceBytes + proofBytes;
/** A longer ID Context than any that these steps lead to. */
const longestIdContext = 64;

/**
 * One peer's requests, as the server sees them. Keys are agreed anew by every process (RFC 8613
 * B.2, with an R2 that proves itself instead of being kept): nothing has to survive a restart, no
 * number is used twice, and what was recorded before is worth nothing afterwards.
 */
export class ServerAssociation {
  readonly #pairing: Pairing;
  readonly #fixed: SecurityContext | null;
  #current: SecurityContext | null = null;
  /** The key of the proofs in R2; a new one with every agreement, so that none is taken twice. */
  #proofKey = randomBytes(16);
  /** What a peer with fixed keys must repeat before it is believed; null: it has. */
  #echo: Buffer | null = randomBytes(nonceBytes);

  constructor(pairing: Pairing) {
    this.#pairing = pairing;
    this.#fixed = fixedContext(pairing);
  }

  get peer(): string {
    return this.#pairing.peer;
  }

  get peerId(): Buffer {
    return this.#pairing.peerId;
  }

  open(packet: WireMessage, { piv, kidContext }: OscoreOption): Opened {
    if (piv === null) return { refuse: messageCode.unauthorized };
    if (this.#fixed !== null) return this.#openFixed(this.#fixed, packet, piv);
    const idContext = kidContext === null ? null : readCborBytes(kidContext);
    if (idContext === null || idContext.length > longestIdContext)
      return { refuse: messageCode.unauthorized };
    if (this.#current?.keys.idContext?.equals(idContext) === true)
      return this.#openWith(this.#current, packet, piv);
    if (!this.#isOurs(idContext)) return this.#challenge(packet, piv, idContext);
    const agreed = contextOf(this.#pairing, idContext);
    const opened = this.#openWith(agreed, packet, piv);
    if (typeof opened === 'object' && 'packet' in opened) {
      this.#current = agreed;
      this.#proofKey = randomBytes(16);
    }
    return opened;
  }

  #openWith(context: SecurityContext, packet: WireMessage, piv: Buffer): Opened {
    const sequence = sequenceOf(piv);
    // Seen before: an answer would only tell whoever repeated it that we are here
    if (!context.window.isFresh(sequence)) return 'ignore';
    const id = requestId(context.keys.recipientId, piv);
    const inner = unprotectRequest(packet, id, context);
    if (inner === null) return { refuse: messageCode.badRequest };
    context.window.accept(sequence);
    return { packet: inner, context, id };
  }

  /** Answers that fresh keys are wanted, with our part of them (steps 2 and 3 of B.2). */
  #challenge(packet: WireMessage, piv: Buffer, idContext: Buffer): Opened {
    const request = requestId(this.#pairing.peerId, piv);
    if (unprotectRequest(packet, request, contextOf(this.#pairing, idContext)) === null)
      return { refuse: messageCode.badRequest };
    const nonce = randomBytes(nonceBytes);
    const own = Buffer.concat([nonce, this.#proofOf(nonce)]);
    const context = contextOf(this.#pairing, Buffer.concat([own, idContext]));
    return {
      answer: protectResponse(bareAnswer(packet, messageCode.unauthorized), context, {
        request,
        piv: context.takePiv(),
        kidContext: cborBytes(own),
      }),
    };
  }

  #openFixed(context: SecurityContext, packet: WireMessage, piv: Buffer): Opened {
    if (this.#echo === null) return this.#openWith(context, packet, piv);
    const request = requestId(this.#pairing.peerId, piv);
    const inner = unprotectRequest(packet, request, context);
    if (inner === null) return { refuse: messageCode.badRequest };
    if (optionOf(inner, optionNumber.echo)?.equals(this.#echo) === true) {
      this.#echo = null;
      return this.#openWith(context, packet, piv);
    }
    const echo = { number: optionNumber.echo, value: this.#echo };
    const answer = withOption(bareAnswer(packet, messageCode.unauthorized), echo);
    return { answer: protectResponse(answer, context, { request, piv: context.takePiv() }) };
  }

  #proofOf(nonce: Buffer): Buffer {
    const info = Buffer.from('R2');
    return hkdf({ secret: this.#proofKey, salt: nonce, info, length: proofBytes });
  }

  /** Whether an ID Context begins with an R2 that we gave and nobody used yet. */
  #isOurs(idContext: Buffer): boolean {
    if (idContext.length <= ownPartBytes) return false;
    const proof = this.#proofOf(idContext.subarray(0, nonceBytes));
    return proof.equals(idContext.subarray(nonceBytes, ownPartBytes));
  }
}
