import { proxyFor, type ProxySettings, shownProxy } from '@nanoedge/base';
import { type Dispatcher, ProxyAgent } from 'undici';

/** The way through a proxy; `shown` is its address without name and password. */
export interface ProxyRoute {
  dispatcher: Dispatcher;
  shown: string;
}

/** Null: an address is asked directly. */
export type RouteTo = (url: string) => ProxyRoute | null;

/** Connections are kept for each proxy. */
export const routesBy = (proxies: ProxySettings): RouteTo => {
  const known = new Map<string, ProxyRoute>();
  return (url) => {
    const proxy = proxyFor(url, proxies);
    if (proxy === null) return null;
    const route = known.get(proxy) ?? {
      dispatcher: new ProxyAgent(proxy),
      shown: shownProxy(proxy),
    };
    known.set(proxy, route);
    return route;
  };
};
