import { lookup as lookUp } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { hostnameOf, isOfThisMachine } from './plain-hosts.ts';

/**
 * Networks that are nobody's on the Internet, or a machine's own: IANA's registries of special
 * addresses; 168.63.129.16 is a cloud's.
 */
const networks = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '168.63.129.16/32',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ],
  ipv6: ['::/127', '64:ff9b:1::/48', '2002::/16', 'fc00::/7', 'fe80::/9', 'ff00::/8'],
} as const;

const inside = new BlockList();
for (const family of ['ipv4', 'ipv6'] as const)
  for (const network of networks[family]) {
    const [address = '', bits = ''] = network.split('/');
    inside.addSubnet(address, Number(bits), family);
  }

/** IPv6 addresses that mean the IPv4 address in their last 32 bits: mapped ones, and NAT64's. */
const holdsIPv4 = new BlockList();
holdsIPv4.addSubnet('::ffff:0:0', 96, 'ipv6');
holdsIPv4.addSubnet('64:ff9b::', 96, 'ipv6');

const heldIPv4 = (address: string): string => {
  // Written as a URL has it, in groups of hexadecimal digits
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

/** Whether an address is of this machine, of a private network, or of no single machine. */
export const isInside = (address: string): boolean => {
  if (isIP(address) === 4) return inside.check(address, 'ipv4');
  const plain = address.replace(/%.*$/, '');
  return holdsIPv4.check(plain, 'ipv6')
    ? inside.check(heldIPv4(plain), 'ipv4')
    : inside.check(plain, 'ipv6');
};

/** A name or an address of somebody else's choice leads to what is not on the Internet. */
export class LeadsInside extends Error {
  override readonly name = 'LeadsInside';
}

/** Looks at the addresses that are connected to, so that no second answer can be another one. */
const lookUpOutside: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) callback(error, []);
    else if (found.some(({ address }) => isInside(address))) callback(new LeadsInside(), []);
    else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/** Connects to names whose addresses are on the Internet; of addresses it is asked before. */
export const outsideOnly = new Agent({ connect: { lookup: lookUpOutside } });

/**
 * Throws LeadsInside where an address is inside, or a name has an address here that is; a name that
 * only a proxy can resolve is the proxy's.
 */
export const refuseInside = async (url: string): Promise<void> => {
  const name = hostnameOf(new URL(url).host);
  const found = isIP(name) === 0 ? await lookup(name, { all: true }).catch(() => []) : [];
  if ((isIP(name) !== 0 && isInside(name)) || found.some(({ address }) => isInside(address)))
    throw new LeadsInside();
};

/**
 * Whether the host of a URL is one of `hosts`, which an administrator named: its machine on any
 * port, but of this machine only the very port.
 */
export const namedByAdmin = (hosts: readonly string[]): ((url: string) => boolean) => {
  const whole = new Set(hosts.map((host) => host.toLowerCase()));
  const machines = new Set([...whole].filter((host) => !isOfThisMachine(host)).map(hostnameOf));
  return (url) => {
    const { host } = new URL(url);
    return whole.has(host) || machines.has(hostnameOf(host));
  };
};
