import { decode, encode } from 'nano:sys';

export class TextEncoder {
  readonly encoding = 'utf-8';

  encode(text = ''): Uint8Array {
    return new Uint8Array(encode(text.toWellFormed()));
  }

  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text).subarray(0, target.length);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

/** UTF-8 only; `fatal` is checked by encoding again, streaming is not supported. */
export class TextDecoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    if (!/^utf-?8$/i.test(label))
      throw new RangeError(`TextDecoder: only UTF-8 is supported, not ${label}`);
    this.fatal = options.fatal ?? false;
    this.ignoreBOM = options.ignoreBOM ?? false;
  }

  decode(input?: ArrayBuffer | ArrayBufferView): string {
    if (input === undefined) return '';
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input);
    const text = decode(bytes);
    if (this.fatal && text.includes('\ufffd')) {
      const again = new Uint8Array(encode(text));
      if (again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at])) {
        throw new TypeError('The encoded data was not valid for encoding utf-8');
      }
    }
    return !this.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}
