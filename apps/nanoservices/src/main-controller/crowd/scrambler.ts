import { randomBytes } from 'node:crypto';
import type { IdentityKey } from '@nanoedge/protocol';

/** Tells keys apart without being one: a whole number of 52 bits. */
export type ScrambledKey = number & { readonly brand: 'ScrambledKey' };

/**
 * A one-way form of keys for as long as this process lives: a key of nobody is counted by it, and
 * its address is in no memory. The salt is never written down, so nothing outside can undo it.
 */
export const keyScrambler = (
  salt: readonly [number, number] = randomSalt(),
): ((key: IdentityKey) => ScrambledKey) => {
  const [one, other] = salt;
  return (key) => {
    let [high, low] = [one, other];
    for (let at = 0; at < key.length; at += 1) {
      const letter = key.charCodeAt(at);
      high = Math.imul(high ^ letter, 0x01_00_01_93);
      low = Math.imul(low ^ letter ^ (high >>> 15), 0x85_eb_ca_6b);
    }
    high = Math.imul(high ^ (low >>> 13), 0xc2_b2_ae_35);
    low ^= high >>> 16;
    return (((high >>> 0) & 0xf_ff_ff) * 2 ** 32 + (low >>> 0)) as ScrambledKey;
  };
};

const randomSalt = (): [number, number] => {
  const bytes = randomBytes(8);
  return [bytes.readInt32LE(0), bytes.readInt32LE(4)];
};
