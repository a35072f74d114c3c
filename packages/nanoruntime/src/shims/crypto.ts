import { random } from 'nano:sys';

/** `size` bytes from the kernel. */
export function randomBytes(size: number): Buffer {
  return randomFillSync(Buffer.alloc(size));
}

export function randomFillSync<T extends Uint8Array>(bytes: T): T {
  random(bytes);
  return bytes;
}

/**
 * Uniform over [min, max); `randomInt(max)` starts at 0. Modulo bias is below 2^-16 for ranges
 * under 2^32.
 */
export function randomInt(minOrMax: number, max?: number): number {
  const min = max === undefined ? 0 : minOrMax;
  const range = (max ?? minOrMax) - min;
  if (!(range > 0)) throw new RangeError(`randomInt: empty range ${min}..${min + range}`);
  return min + (randomBytes(6).readUIntBE(0, 6) % range);
}

/** A version 4 UUID (RFC 9562, section 5.4). */
export function randomUUID(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

export const getRandomValues = randomFillSync;
export const webcrypto = { getRandomValues, randomUUID };
export default { randomBytes, randomFillSync, randomInt, randomUUID, getRandomValues, webcrypto };
