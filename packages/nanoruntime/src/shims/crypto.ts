import { ccm, hkdf } from 'nano:crypto';
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

type HkdfArguments = [
  digest: string,
  secret: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
];

/** HKDF with SHA-256 (RFC 5869), the only hash that is here; at most 255 bytes. */
export function hkdfSync(...args: HkdfArguments): ArrayBuffer {
  const [digest, secret, salt, info, length] = args;
  if (digest !== 'sha256') throw new TypeError(`Invalid digest: ${digest}`);
  return hkdf(secret, salt, info, length);
}

/** Text and tag as one; they mostly are parts of one message, one behind the other. */
const joined = (text: Uint8Array, tag: Uint8Array): Uint8Array =>
  text.buffer === tag.buffer && text.byteOffset + text.length === tag.byteOffset
    ? new Uint8Array(text.buffer, text.byteOffset, text.length + tag.length)
    : Buffer.concat([text, tag]);

/** AES-CCM over one text: additional data first, then one `update`, then `final`. */
class Ccm {
  readonly #encrypt: boolean;
  readonly #key: Uint8Array;
  readonly #nonce: Uint8Array;
  readonly #tagLength: number;
  #data: Uint8Array = new Uint8Array(0);
  #tag: Uint8Array = new Uint8Array(0);
  #isRight = true;

  constructor(
    encrypt: boolean,
    [algorithm, key, nonce, options]: [string, Uint8Array, Uint8Array, { authTagLength: number }],
  ) {
    if (algorithm !== 'aes-128-ccm') throw new TypeError(`Unknown cipher: ${algorithm}`);
    this.#encrypt = encrypt;
    this.#key = key;
    this.#nonce = nonce;
    this.#tagLength = options.authTagLength;
  }

  setAAD(data: Uint8Array): this {
    this.#data = data;
    return this;
  }

  setAuthTag(tag: Uint8Array): this {
    this.#tag = tag;
    return this;
  }

  getAuthTag(): Uint8Array {
    return this.#tag;
  }

  update(text: Uint8Array): Buffer {
    const whole = this.#encrypt ? text : joined(text, this.#tag);
    const tagLength = this.#encrypt ? this.#tagLength : this.#tag.length;
    const made = ccm(this.#encrypt, this.#key, this.#nonce, this.#data, whole, tagLength);
    this.#isRight = made !== null;
    const bytes = Buffer.from(made ?? new ArrayBuffer(0));
    if (!this.#encrypt) return bytes;
    this.#tag = bytes.subarray(text.length);
    return bytes.subarray(0, text.length);
  }

  final(): Buffer {
    if (!this.#isRight) throw new Error('Unsupported state or unable to authenticate data');
    return Buffer.alloc(0);
  }
}

type CcmArguments = ConstructorParameters<typeof Ccm>[1];

export const createCipheriv = (...args: CcmArguments): Ccm => new Ccm(true, args);
export const createDecipheriv = (...args: CcmArguments): Ccm => new Ccm(false, args);

export const getRandomValues = randomFillSync;
export const webcrypto = { getRandomValues, randomUUID };
export default {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  getRandomValues,
  webcrypto,
};
