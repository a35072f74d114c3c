import type { ServerResponse } from 'node:http';

/**
 * What every answer says to browsers. Next writes small inline scripts into its pages, so inline
 * scripts of our own pages are allowed; nothing from elsewhere is, and nobody may frame us.
 */
export const setSecurityHeaders = (
  response: ServerResponse,
  options: { https: boolean; dev: boolean },
): void => {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${options.dev ? " 'unsafe-eval'" : ''}`,
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
  response.setHeader('content-security-policy', policy.join('; '));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'SAMEORIGIN');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  if (options.https) response.setHeader('strict-transport-security', 'max-age=31536000');
};
