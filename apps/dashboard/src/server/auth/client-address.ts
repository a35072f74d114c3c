import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';

/** Where a request comes from, as far as that can be believed. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * `X-Forwarded-For` is read as far as the proxies that wrote it are in `trusted` (addresses, or
 * networks as 10.0.0.0/8); what anybody else wrote there counts for nothing.
 */
export const clientAddressBehind = (trusted: readonly string[]): ClientAddress => {
  const trusts = proxyAddress.compile([...trusted]);
  return (request) =>
    request.socket.remoteAddress === undefined ? 'unknown' : proxyAddress(request, trusts);
};
