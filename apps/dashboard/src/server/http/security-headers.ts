import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const policyHeader = 'content-security-policy';

/**
 * What every answer says to browsers. Next writes small inline scripts into its pages: each page has
 * a nonce of its own for them, which Next reads from the same header of the request, whatever a
 * browser sent there. No other script in a page runs, nothing comes from elsewhere, and nobody may
 * frame us.
 */
export const setSecurityHeaders = (
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  options: { https: boolean; dev: boolean; opensLink: boolean },
): void => {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${options.dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ];
  request.headers[policyHeader] = policy.join('; ');
  request.headers['x-nonce'] = nonce;
  response.setHeader(policyHeader, policy.join('; '));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'SAMEORIGIN');
  // What browsers send of an address is without what is behind #; these send nothing of it at all
  response.setHeader('referrer-policy', options.opensLink ? 'no-referrer' : 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  if (options.https) response.setHeader('strict-transport-security', 'max-age=31536000');
};
