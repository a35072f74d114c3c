import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cborArray, cborBytes, cborText, cborUint } from './cbor.ts';
import { aead, longestId } from './keys.ts';

/** A request as its responses are bound to it: who sent it, and its Partial IV (RFC 8613 §5.4). */
export interface RequestId {
  kid: Buffer;
  piv: Buffer;
  /** The additional data that binds request and responses together (RFC 8613 §5.4). */
  data: Buffer;
}

/** All of the additional data before the length of what ids and numbers are in. */
const dataHead = cborArray(cborText('Encrypt0'), cborBytes(Buffer.alloc(0)), cborUint(0)).subarray(
  0,
  -1,
);
/** An array of five: version 1, the algorithm, then kid, Partial IV and no options. */
const innerHead = Buffer.concat([
  Buffer.from([0x85]),
  cborUint(1),
  cborArray(cborUint(aead.number)),
]);
const shortBytes = 0x40;

/** The identity of a request; kid and Partial IV are at most 7 and 5 bytes. */
export const requestId = (kid: Buffer, piv: Buffer): RequestId => {
  const length = innerHead.length + kid.length + piv.length + 3;
  const data = Buffer.alloc(dataHead.length + 1 + length);
  data.set(dataHead);
  let at = dataHead.length;
  // All of it is shorter than 24 bytes, and so the length is part of the first one
  data[at++] = shortBytes | length;
  data.set(innerHead, at);
  at += innerHead.length;
  data[at++] = shortBytes | kid.length;
  data.set(kid, at);
  at += kid.length;
  data[at++] = shortBytes | piv.length;
  data.set(piv, at);
  data[at + piv.length] = shortBytes;
  return { kid, piv, data };
};

/** The nonce of RFC 8613 §5.2; `id` is the sender of the message that `piv` is of. */
export const nonceOf = (commonIv: Buffer, id: Buffer, piv: Buffer): Buffer => {
  const nonce = Buffer.from(commonIv);
  const mix = (bytes: Buffer, start: number): void => {
    for (let at = 0; at < bytes.length; at += 1)
      nonce[start + at] = (nonce[start + at] ?? 0) ^ (bytes[at] ?? 0);
  };
  nonce[0] = (nonce[0] ?? 0) ^ id.length;
  mix(id, 1 + longestId - id.length);
  mix(piv, aead.nonce - piv.length);
  return nonce;
};

/** Everything that one encryption needs besides the text. */
export interface Sealing {
  key: Buffer;
  nonce: Buffer;
  data: Buffer;
}

const cipher = 'aes-128-ccm';
const tagged = { authTagLength: aead.tag };

/** Ciphertext with its tag. */
export const seal = ({ key, nonce, data }: Sealing, plaintext: Buffer): Buffer => {
  const sealing = createCipheriv(cipher, key, nonce, tagged);
  sealing.setAAD(data, { plaintextLength: plaintext.length });
  const sealed = Buffer.allocUnsafe(plaintext.length + aead.tag);
  sealed.set(sealing.update(plaintext));
  sealing.final();
  sealed.set(sealing.getAuthTag(), plaintext.length);
  return sealed;
};

/** The plaintext, or null when the ciphertext is not what the holder of the key made. */
export const unseal = ({ key, nonce, data }: Sealing, ciphertext: Buffer): Buffer | null => {
  const length = ciphertext.length - aead.tag;
  if (length < 1) return null;
  const opening = createDecipheriv(cipher, key, nonce, tagged);
  opening.setAuthTag(ciphertext.subarray(length));
  opening.setAAD(data, { plaintextLength: length });
  try {
    const plaintext = opening.update(ciphertext.subarray(0, length));
    opening.final();
    return plaintext;
  } catch {
    // Node says that a tag is wrong by throwing
    return null;
  }
};
