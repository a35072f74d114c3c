import { createHash } from 'node:crypto';

/** One hash over several parts; the lengths keep ("ab", "c") and ("a", "bc") apart. */
export function hashOf(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0`).update(part);
  return hash.digest('hex');
}
