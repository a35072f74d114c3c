import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cborArray, cborBytes, cborText, cborUint } from './cbor.ts';
import { aead, longestId } from './keys.ts';

/** A request as its responses are bound to it: who sent it, and its Partial IV (RFC 8613 §5.4). */
export interface RequestId {
  kid: Buffer;
  piv: Buffer;
}

const oscoreVersion = cborUint(1);
const algorithms = cborArray(cborUint(aead.number));
const noOptions = cborBytes(Buffer.alloc(0));
const encrypt0 = cborText('Encrypt0');
const noHeader = cborBytes(Buffer.alloc(0));

/** The additional data of RFC 8613 §5.4. */
export const additionalData = ({ kid, piv }: RequestId): Buffer =>
  cborArray(
    encrypt0,
    noHeader,
    cborBytes(cborArray(oscoreVersion, algorithms, cborBytes(kid), cborBytes(piv), noOptions)),
  );

/** The nonce of RFC 8613 §5.2; `id` is the sender of the message that `piv` is of. */
export const nonceOf = (commonIv: Buffer, id: Buffer, piv: Buffer): Buffer => {
  const nonce = Buffer.alloc(aead.nonce);
  nonce[0] = id.length;
  id.copy(nonce, 1 + longestId - id.length);
  piv.copy(nonce, aead.nonce - piv.length);
  for (const [index, byte] of commonIv.entries()) nonce[index] = (nonce[index] ?? 0) ^ byte;
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
  const text = sealing.update(plaintext);
  sealing.final();
  return Buffer.concat([text, sealing.getAuthTag()]);
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
