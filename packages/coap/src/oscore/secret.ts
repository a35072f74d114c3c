import { hkdf } from './keys.ts';
import type { Pairing } from './pairing.ts';

const idBytes = 7;
const subkeyBytes = 32;

/** A key for one purpose, made of a secret; whoever knows it learns nothing of the secret. */
export const subkey = (secret: Buffer, purpose: string): Buffer =>
  hkdf({
    secret,
    salt: Buffer.alloc(0),
    info: Buffer.from(`nanoedge ${purpose}`),
    length: subkeyBytes,
  });

const idOf = (secret: Buffer): Buffer =>
  hkdf({ secret, salt: Buffer.alloc(0), info: Buffer.from('nanoedge id'), length: idBytes });

/** The asking end of a secret that nobody has but the one who asks and `peer`. */
export const asking = (secret: Buffer, peer: string): Pairing => ({
  peer,
  secret,
  ownId: idOf(secret),
  peerId: Buffer.alloc(0),
});

/** The end of `asking` that is asked, by `peer`. */
export const asked = (secret: Buffer, peer: string): Pairing => ({
  peer,
  secret,
  ownId: Buffer.alloc(0),
  peerId: idOf(secret),
});
