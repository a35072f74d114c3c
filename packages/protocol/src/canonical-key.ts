/** An address or number as people and scanners write it, without its separators. */
const hexDigits = /^(?:[0-9a-f]{2}){6,21}$/;

const uuidDigits = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** One separator alone; several in a row stand for something else. */
const separator = /(?<![_.:-])[_.:-](?![_.:-])/g;

/**
 * The one form of an identity key, whatever letter case and separators it was written in: an address
 * as `aa:bb:cc:00:00:01`, a UUID with hyphens, anything else in lower case with hyphens.
 */
export const canonicalKey = (key: string): string => {
  const lower = key.toLowerCase();
  const hex = lower.replace(/[_.:-]/g, '');
  if (!hexDigits.test(hex)) return lower.replace(separator, '-');
  if (hex.length === 32) return hex.replace(uuidDigits, '$1-$2-$3-$4-$5');
  return (hex.match(/../g) ?? []).join(':');
};
