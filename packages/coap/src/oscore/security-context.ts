import { deriveKeys, type KeyInput, type DerivedKeys } from './keys.ts';
import { ReplayWindow } from './replay-window.ts';

/** The last sequence number that five bytes hold (RFC 8613 §7.2.1). */
const lastSequence = 2 ** 40 - 1;

/** A sequence number as a Partial IV: big-endian, without leading zeros, at least one byte. */
export const pivOf = (sequence: number): Buffer => {
  let length = 1;
  for (let rest = Math.floor(sequence / 256); rest > 0; rest = Math.floor(rest / 256)) length += 1;
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeUIntBE(sequence, 0, length);
  return bytes;
};

export const sequenceOf = (piv: Buffer): number =>
  piv.length === 0 ? 0 : piv.readUIntBE(0, piv.length);

/** No more can be sent under these keys. */
export class SequenceExhausted extends Error {
  override readonly name = 'SequenceExhausted';
}

/** DerivedKeys, and what has been used of them. It lives in memory only: nobody can put an old one back. */
export class SecurityContext {
  readonly keys: DerivedKeys;
  readonly window = new ReplayWindow();
  #next: number;

  /** `first` is the first sequence number that is sent. */
  constructor(input: KeyInput, first = 0) {
    this.keys = deriveKeys(input);
    this.#next = first;
  }

  /** A number that was not used before under these keys. */
  takePiv(): Buffer {
    if (this.#next > lastSequence)
      throw new SequenceExhausted('the sequence numbers of this security context are used up');
    this.#next += 1;
    return pivOf(this.#next - 1);
  }
}
