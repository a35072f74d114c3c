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

const v4Text = (value: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');

const readNetwork = (text: string): { first: bigint; length: number } | null => {
  const [base = '', length = ''] = text.split('/');
  const found = readV4(base);
  if (found === null || !/^\d{1,2}$/.test(length) || Number(length) > 32) return null;
  const host = BigInt(32 - Number(length));
  return { first: (found.value >> host) << host, length: Number(length) };
};

/** An IPv4 network as it is written, with nothing behind its mask; null for what is none. */
export const networkText = (text: string): string | null => {
  const found = readNetwork(text);
  return found === null ? null : `${v4Text(found.first)}/${String(found.length)}`;
};

/** The first address of an IPv4 network that a computer can have; null for what is none. */
export const firstAddress = (network: string): string | null => {
  const found = readNetwork(network);
  return found === null ? null : v4Text(found.first + 1n);
};

/** Whether two IPv4 networks have an address in common; what is none has none. */
export const networksOverlap = (one: string, other: string): boolean => {
  const [a, b] = [readNetwork(one), readNetwork(other)];
  if (a === null || b === null) return false;
  const host = BigInt(32 - Math.min(a.length, b.length));
  return a.first >> host === b.first >> host;
};

/** Networks of `length` bits in a pool, from its first on; the pool itself where it is smaller. */
export function* networksIn(pool: string, length: number): Generator<string> {
  const found = readNetwork(pool);
  if (found === null) return;
  const each = Math.max(length, found.length);
  const step = 1n << BigInt(32 - each);
  const end = found.first + (1n << BigInt(32 - found.length));
  for (let at = found.first; at < end; at += step) yield `${v4Text(at)}/${String(each)}`;
}
