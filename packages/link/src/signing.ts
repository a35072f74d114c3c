import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Signs UTF-8 text with the key of whoever speaks (Ed25519, RFC 8032); base64url. */
export type SignText = (text: string) => string;

/** A public key as it is written down: SPKI DER in base64url (RFC 8410). */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url');

export const signerWith =
  (key: KeyObject): SignText =>
  (text) =>
    sign(null, Buffer.from(text, 'utf8'), key).toString('base64url');

const keyOf = (publicKey: string): KeyObject | null => {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64url'),
      format: 'der',
      type: 'spki',
    });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    // What is no key at all has signed nothing
    return null;
  }
};

export const isSigningKey = (publicKey: string): boolean => keyOf(publicKey) !== null;

/** Says of a text and its signature (base64url) whether one key made it. */
export type Verifies = (text: string, signature: string) => boolean;

/** A key that is none verifies nothing. */
export const verifierOf = (publicKey: string): Verifies => {
  const key = keyOf(publicKey);
  return (text, signature) =>
    key !== null &&
    verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
};
