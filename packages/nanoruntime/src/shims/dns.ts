import { isIP, isIPv4 } from './net.ts';
import { askNameServer, DnsError } from './dns-query.ts';
import { readFileSync } from './fs.ts';
import { enqueue, now } from 'nano:sys';

export interface LookupAddress {
  address: string;
  family: 4 | 6;
}
export interface LookupOptions {
  all?: boolean;
  family?: 0 | 4 | 6 | 'IPv4' | 'IPv6';
}
type LookupCallback = (error: Error | null, address: string, family: number) => void;

/**
 * Containers move: an answer is good for one second, long enough for one exchange with its retries.
 */
const CACHE_MS = 1000;
const MAX_CACHED = 32;
const DOCKER_NAME_SERVER = '127.0.0.11';

const cache = new Map<string, { addresses: string[]; until: number }>();
const pending = new Map<string, Promise<string[]>>();

function lines(path: string): string[][] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  } catch {
    return [];
  }
}

function nameServer(): string {
  const servers = lines('/etc/resolv.conf').flatMap(([key, value = '']) =>
    key === 'nameserver' ? [value] : [],
  );
  return servers.find(isIPv4) ?? DOCKER_NAME_SERVER;
}

function fromHostsFile(name: string): string[] {
  if (name === 'localhost') return ['127.0.0.1'];
  return lines('/etc/hosts').flatMap(([address = '', ...names]) =>
    isIPv4(address) && names.some((known) => known.toLowerCase() === name) ? [address] : [],
  );
}

async function ask(name: string): Promise<string[]> {
  const local = fromHostsFile(name);
  const addresses = local.length > 0 ? local : await askNameServer(name, nameServer());
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(name, { addresses, until: now() + CACHE_MS });
  return addresses;
}

function resolve(hostname: string): Promise<string[]> {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const known = cache.get(name);
  if (known !== undefined && known.until > now()) return Promise.resolve(known.addresses);
  const asked = pending.get(name);
  if (asked !== undefined) return asked;
  const question = ask(name).finally(() => pending.delete(name));
  pending.set(name, question);
  return question;
}

async function lookupAll(hostname: string, options: LookupOptions): Promise<LookupAddress[]> {
  const literal = isIP(hostname);
  if (literal > 0) return [{ address: hostname, family: literal === 4 ? 4 : 6 }];
  if (options.family === 6 || options.family === 'IPv6') throw new DnsError('ENOTFOUND', hostname);
  return (await resolve(hostname)).map((address) => ({ address, family: 4 }));
}

async function lookupOne(hostname: string, options: LookupOptions): Promise<LookupAddress> {
  const [first] = await lookupAll(hostname, options);
  if (first === undefined) throw new DnsError('ENOTFOUND', hostname);
  return first;
}

/**
 * Hands a promise's outcome to callbacks outside of the promise, where an exception is an
 * exception.
 */
function answer<T>(
  outcome: Promise<T>,
  found: (value: T) => void,
  failed: (error: Error) => void,
): void {
  outcome.then(
    (value) => enqueue(found, value),
    (error: unknown) =>
      enqueue(failed, error instanceof Error ? error : new DnsError('EAI_AGAIN', String(error))),
  );
}

function toOptions(options: unknown): LookupOptions {
  if (typeof options === 'number') return { family: options === 6 ? 6 : 4 };
  return typeof options === 'object' && options !== null ? options : {};
}

/**
 * IPv4 addresses of a name: /etc/hosts, then the name server (Docker's, on a user-defined network).
 * Errors carry Node's codes: ENOTFOUND, EAI_AGAIN.
 */
export function lookup(hostname: string, callback: LookupCallback): void;
export function lookup(
  hostname: string,
  options: LookupOptions | number,
  callback: LookupCallback,
): void;
export function lookup(hostname: string, ...rest: unknown[]): void {
  const callback = rest.at(-1) as (error: Error | null, address?: unknown, family?: number) => void;
  const options = toOptions(rest.length > 1 ? rest[0] : undefined);
  if (options.all) {
    answer(lookupAll(hostname, options), (all) => callback(null, all), callback);
    return;
  }
  answer(
    lookupOne(hostname, options),
    ({ address, family }) => callback(null, address, family),
    callback,
  );
}

export const promises = {
  lookup: (hostname: string, options?: unknown): Promise<LookupAddress | LookupAddress[]> => {
    const wanted = toOptions(options);
    return wanted.all ? lookupAll(hostname, wanted) : lookupOne(hostname, wanted);
  },
  resolve4: resolve,
};

export function resolve4(
  hostname: string,
  callback: (error: Error | null, addresses?: string[]) => void,
): void {
  answer(resolve(hostname), (addresses) => callback(null, addresses), callback);
}

export default { lookup, resolve4, promises };
