/** An IP address as a number, with the bits that its kind has. */
interface Address {
  value: bigint;
  bits: 32 | 128;
}

const asNumber = (parts: readonly number[], each: bigint): bigint =>
  parts.reduce((sum, part) => (sum << each) | BigInt(part), 0n);

const readV4 = (text: string): Address | null => {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const parts = found?.slice(1).map(Number) ?? [];
  if (found === null || parts.some((part) => part > 255)) return null;
  return { value: asNumber(parts, 8n), bits: 32 };
};

/** The groups of one side of `::`, an IPv4 address at its end as two; null when they are none. */
const groupsOf = (text: string): number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  for (const part of text.split(':')) {
    const v4 = part.includes('.') ? readV4(part) : null;
    if (v4 !== null) groups.push(Number(v4.value >> 16n), Number(v4.value & 0xff_ffn));
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
};

const readV6 = (text: string): Address | null => {
  const sides = text.split('::');
  const [head, tail] = [groupsOf(sides[0] ?? ''), groupsOf(sides[1] ?? '')];
  if (head === null || tail === null || sides.length > 2) return null;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 1 ? missing !== 0 : missing < 1) return null;
  const zeros = Array.from({ length: missing }, () => 0);
  return { value: asNumber([...head, ...zeros, ...tail], 16n), bits: 128 };
};

/** Null for what is not an IP address. */
export const readAddress = (text: string): Address | null =>
  text.includes(':') ? readV6(text) : readV4(text);

/** Whether an address is in a network as `10.0.0.0/8` or `fd00::/8`; false for what is none. */
export const isInNetwork = (address: string, network: string): boolean => {
  const [base = '', length = ''] = network.split('/');
  const [inner, outer] = [readAddress(address), readAddress(base)];
  if (inner === null || outer === null || !/^\d{1,3}$/.test(length)) return false;
  if (inner.bits !== outer.bits || Number(length) > outer.bits) return false;
  const rest = BigInt(outer.bits - Number(length));
  return inner.value >> rest === outer.value >> rest;
};
