/** What the OSCORE option says: COSE's header, compressed (RFC 8613 §6.1). */
export interface OscoreOption {
  /** Partial IV, at most 5 bytes. */
  piv: Buffer | null;
  kid: Buffer | null;
  kidContext: Buffer | null;
}

const pivBits = 0b111;
const hasKid = 0b1000;
const hasKidContext = 0b1_0000;
const reserved = 0b1110_0000;
const longestPiv = 5;

/** The option's value. Nothing to say is no bytes. */
export const encodeOption = ({ piv, kid, kidContext }: OscoreOption): Buffer => {
  const flags =
    (piv?.length ?? 0) | (kid === null ? 0 : hasKid) | (kidContext === null ? 0 : hasKidContext);
  if (flags === 0) return Buffer.alloc(0);
  return Buffer.concat([
    Buffer.from([flags]),
    piv ?? Buffer.alloc(0),
    ...(kidContext === null ? [] : [Buffer.from([kidContext.length]), kidContext]),
    kid ?? Buffer.alloc(0),
  ]);
};

/** Null when the value is malformed. */
export const decodeOption = (value: Buffer): OscoreOption | null => {
  const flags = value[0];
  if (flags === undefined) return { piv: null, kid: null, kidContext: null };
  const pivLength = flags & pivBits;
  // A first byte of zero is what no bytes are to say (§6.1)
  if (flags === 0 || (flags & reserved) !== 0 || pivLength > longestPiv) return null;
  let at = 1;
  const take = (length: number): Buffer | null => {
    if (at + length > value.length) return null;
    at += length;
    return value.subarray(at - length, at);
  };
  const piv = pivLength === 0 ? Buffer.alloc(0) : take(pivLength);
  if (piv === null) return null;
  let kidContext: Buffer | null = null;
  if ((flags & hasKidContext) !== 0) {
    const length = take(1)?.[0];
    kidContext = length === undefined ? null : take(length);
    if (kidContext === null) return null;
  }
  const kid = (flags & hasKid) === 0 ? null : value.subarray(at);
  if (kid === null && at !== value.length) return null;
  return { piv: pivLength === 0 ? null : piv, kid, kidContext };
};
