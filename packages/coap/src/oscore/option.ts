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

const noBytes = Buffer.alloc(0);

/** The option's value. Nothing to say is no bytes. */
export const encodeOption = ({ piv, kid, kidContext }: OscoreOption): Buffer => {
  const contextLength = kidContext === null ? 0 : 1 + kidContext.length;
  const flags =
    (piv?.length ?? 0) | (kid === null ? 0 : hasKid) | (kidContext === null ? 0 : hasKidContext);
  if (flags === 0) return noBytes;
  const value = Buffer.allocUnsafe(1 + (piv?.length ?? 0) + contextLength + (kid?.length ?? 0));
  value[0] = flags;
  let at = 1;
  if (piv !== null) {
    value.set(piv, at);
    at += piv.length;
  }
  if (kidContext !== null) {
    value[at] = kidContext.length;
    value.set(kidContext, at + 1);
    at += contextLength;
  }
  if (kid !== null) value.set(kid, at);
  return value;
};

/** Null when the value is malformed. */
export const decodeOption = (value: Buffer): OscoreOption | null => {
  const flags = value[0];
  if (flags === undefined) return { piv: null, kid: null, kidContext: null };
  const pivLength = flags & pivBits;
  // A first byte of zero is what no bytes are to say (§6.1)
  if (flags === 0 || (flags & reserved) !== 0 || pivLength > longestPiv) return null;
  let at = 1 + pivLength;
  const piv = pivLength === 0 ? null : value.subarray(1, at);
  let kidContext: Buffer | null = null;
  if ((flags & hasKidContext) !== 0) {
    const start = at + 1;
    // One that says no length ends nowhere
    at = start + (value[at] ?? Number.POSITIVE_INFINITY);
    kidContext = value.subarray(start, at);
  }
  if (at > value.length) return null;
  const kid = (flags & hasKid) === 0 ? null : value.subarray(at);
  if (kid === null && at !== value.length) return null;
  return { piv, kid, kidContext };
};
