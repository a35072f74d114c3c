import { hkdfSync } from 'node:crypto';
import { cborArray, cborBytes, cborNull, cborText, cborUint } from './cbor.ts';

/** AES-CCM-16-64-128 (RFC 9053 §4.2): numbers and lengths in bytes. */
export const aead = { number: 10, key: 16, nonce: 13, tag: 8 } as const;

/** The longest Sender or Recipient ID: the nonce's length less 6 (RFC 8613 §3.3). */
export const longestId = aead.nonce - 6;

/** What two endpoints share, as one of them sees it (RFC 8613 §3.2). */
export interface KeyInput {
  secret: Uint8Array;
  salt?: Uint8Array;
  /** Who sends. Both ids are at most `longestId` bytes. */
  senderId: Uint8Array;
  recipientId: Uint8Array;
  idContext: Uint8Array | null;
}

/** What is derived from it. */
export interface DerivedKeys {
  senderId: Buffer;
  recipientId: Buffer;
  idContext: Buffer | null;
  senderKey: Buffer;
  recipientKey: Buffer;
  commonIv: Buffer;
}

/** HKDF with SHA-256 (RFC 5869). */
export const hkdf = (input: {
  secret: Uint8Array;
  salt: Uint8Array;
  info: Uint8Array;
  length: number;
}): Buffer => Buffer.from(hkdfSync('sha256', input.secret, input.salt, input.info, input.length));

/** The sender key, recipient key and common IV of RFC 8613 §3.2.1. */
export const deriveKeys = (input: KeyInput): DerivedKeys => {
  const { secret, salt = Buffer.alloc(0), senderId, recipientId, idContext } = input;
  if (senderId.length > longestId || recipientId.length > longestId)
    throw new RangeError(`an OSCORE id has at most ${longestId} bytes`);
  const derive = (id: Uint8Array, type: 'Key' | 'IV', length: number): Buffer =>
    hkdf({
      secret,
      salt,
      info: cborArray(
        cborBytes(id),
        idContext === null ? cborNull : cborBytes(idContext),
        cborUint(aead.number),
        cborText(type),
        cborUint(length),
      ),
      length,
    });
  return {
    senderId: Buffer.from(senderId),
    recipientId: Buffer.from(recipientId),
    idContext: idContext === null ? null : Buffer.from(idContext),
    senderKey: derive(senderId, 'Key', aead.key),
    recipientKey: derive(recipientId, 'Key', aead.key),
    commonIv: derive(Buffer.alloc(0), 'IV', aead.nonce),
  };
};
