/**
 * The Content-Security-Policy of the room screen's page, which an agent serves to its screen and
 * the dashboard as a preview; `framedBy` says which pages may have it in a frame.
 */
export const roomPagePolicy = (framedBy: "'none'" | "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
