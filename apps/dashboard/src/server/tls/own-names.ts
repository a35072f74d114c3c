import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const loopback = ['localhost', '127.0.0.1', '::1'];

/** The addresses of this machine at which others may reach it, IPv4 first. */
export const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .toSorted((a, b) => a.family.localeCompare(b.family))
    .map(({ address }) => address);

/** A name as certificates take it; what no name system could find is left out. */
const isName = (text: string): boolean => /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text);

/** By what this dashboard may be called, each once. */
export const ownNames = (publicUrl: string | null): string[] => {
  const host = publicUrl === null ? [] : [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')];
  const names = [...host, ...loopback, hostname().toLowerCase(), ...ownAddresses()];
  return [...new Set(names)].filter((name) => isIP(name) !== 0 || isName(name));
};
