import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The host of `host:port` and `[v6]:port`. */
export const hostnameOf = (host: string): string => {
  const inBrackets = /^\[([^\]]+)\]/.exec(host)?.[1];
  return inBrackets ?? host.replace(/:\d+$/, '');
};

/** Whether a `host:port` is of this machine, by the name or the addresses that mean it. */
export const isOfThisMachine = (host: string): boolean => {
  const name = hostnameOf(host);
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
};

/** An address with the bits of its network, null for what is none. */
const networkOf = (text: string): { address: string; bits: number } | null => {
  const [address = '', bits = '', ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return null;
  return { address, bits: Number(bits) };
};

/**
 * Whether a registry is asked without TLS: this machine's, and what the setting lists, each a
 * `host:port`, a `[v6]:port` or a network.
 */
export const plainHosts = (listed: readonly string[]): ((host: string) => boolean) => {
  const networks = new BlockList();
  const names = new Set(listed.map((one) => one.toLowerCase()));
  for (const found of listed.map(networkOf))
    if (found !== null) networks.addSubnet(found.address, found.bits, family(found.address));
  return (given) => {
    const host = given.toLowerCase();
    const name = hostnameOf(host);
    return (
      isOfThisMachine(host) ||
      names.has(host) ||
      (isIP(name) !== 0 && networks.check(name, family(name)))
    );
  };
};
