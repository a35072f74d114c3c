/** The little of CBOR (RFC 8949) that OSCORE's structures are made of, all shorter than 64 kB. */
const head = (major: number, length: number): Buffer => {
  const type = major << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 256) return Buffer.from([type | 24, length]);
  return Buffer.from([type | 25, length >> 8, length & 255]);
};

export const cborNull = Buffer.from([0xf6]);
export const cborUint = (value: number): Buffer => head(0, value);
export const cborBytes = (value: Uint8Array): Buffer =>
  Buffer.concat([head(2, value.length), value]);
export const cborText = (value: string): Buffer =>
  Buffer.concat([head(3, value.length), Buffer.from(value)]);
export const cborArray = (...items: Buffer[]): Buffer =>
  Buffer.concat([head(4, items.length), ...items]);

/** What a byte string that is all of `value` holds; null when it is something else. */
export const readCborBytes = (value: Buffer): Buffer | null => {
  const first = value[0] ?? 0;
  const long = first === 0x58;
  const length = long ? (value[1] ?? 0) : first - 0x40;
  const start = long ? 2 : 1;
  const isBytes = long || (first >= 0x40 && first < 0x58);
  return isBytes && value.length === start + length ? value.subarray(start) : null;
};
