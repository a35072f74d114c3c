import * as z from 'zod/mini';

/** SPKI DER in base64url (RFC 8410, Ed25519). */
export const PublicKey = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{40,80}$/, 'the public key is base64url'));

/** Ed25519 (RFC 8032), 64 bytes in base64url. */
export const Signature = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{86}$/, 'a signature is 64 bytes in base64url'));
