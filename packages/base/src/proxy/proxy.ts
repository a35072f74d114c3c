import { isInNetwork, readAddress } from '../addresses.ts';

/** The proxies of an environment, each an address; `none` is who is asked without one. */
export interface ProxySettings {
  http: string | null;
  https: string | null;
  none: readonly string[];
}

export const noProxies: ProxySettings = { http: null, https: null, none: [] };

type Environment = Readonly<Record<string, string | undefined>>;

/** As curl reads them: in lower case before upper case, `ALL_PROXY` for what has none of its own. */
const variable = (env: Environment, name: string): string | null =>
  (env[name.toLowerCase()]?.trim() || env[name]?.trim()) ?? null;

/** A proxy may be named without a scheme; null for what is no address of an HTTP proxy. */
const addressOf = (text: string): string | null => {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return null;
  return new URL(url).href;
};

const names = { http: 'HTTP_PROXY', https: 'HTTPS_PROXY' } as const;

/** The proxies, and the variables that name none that can be used. */
export const readProxies = (env: Environment): { proxies: ProxySettings; wrong: string[] } => {
  const wrong: string[] = [];
  const read = (name: string): string | null => {
    const own = variable(env, name);
    const text = own || variable(env, 'ALL_PROXY');
    if (!text) return null;
    const address = addressOf(text);
    if (address === null) wrong.push(own ? name : 'ALL_PROXY');
    return address;
  };
  const proxies = { http: read(names.http), https: read(names.https) };
  const none = (variable(env, 'NO_PROXY') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return { proxies: { ...proxies, none }, wrong: [...new Set(wrong)] };
};

const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/^\[|\]$/g, '');

const isThisMachine = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  isInNetwork(host, '127.0.0.0/8');

/** An entry without its port: `[v6]:port`, `v6`, `name:port` or `name`. */
const splitPort = (entry: string): { host: string; port: string | null } => {
  if (readAddress(entry) !== null) return { host: entry, port: null };
  const found = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry);
  return { host: found?.[1] ?? found?.[2] ?? entry, port: found?.[3] ?? null };
};

const usualPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const covers = (entry: string, url: URL): boolean => {
  if (entry === '*') return true;
  const host = hostOf(url);
  if (entry.includes('/')) return isInNetwork(host, entry);
  const wanted = splitPort(entry.toLowerCase());
  if (wanted.port !== null && wanted.port !== (url.port || usualPorts[url.protocol])) return false;
  const name = wanted.host.replace(/^\*?\./, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
};

/**
 * The proxy that an address is asked through; null: none. This machine is never asked through one:
 * it would be the proxy's own.
 */
export const proxyFor = (address: string, { http, https, none }: ProxySettings): string | null => {
  const url = new URL(address);
  const proxy = /^(?:https|wss):$/.test(url.protocol) ? https : http;
  if (proxy === null || isThisMachine(hostOf(url))) return null;
  return none.some((entry) => covers(entry, url)) ? null : proxy;
};

/** A proxy as it may be shown and logged: without the name and the password in it. */
export const shownProxy = (proxy: string): string => {
  const { protocol, host } = new URL(proxy);
  return `${protocol}//${host}`;
};
