import type { IncomingMessage, ServerResponse } from 'node:http';
import { isEncrypted } from './either.ts';

const secured = (cookie: string): string =>
  /;\s*secure\s*(;|$)/i.test(cookie) ? cookie : `${cookie}; Secure`;

/** Cookies that are set over TLS never go without: a browser would send them over plain HTTP too. */
export const secureCookies = (request: IncomingMessage, response: ServerResponse): void => {
  if (!isEncrypted(request.socket)) return;
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'set-cookie') return setHeader(name, value);
    const cookies = typeof value === 'object' ? value : [String(value)];
    return setHeader(name, cookies.map(secured));
  };
};
