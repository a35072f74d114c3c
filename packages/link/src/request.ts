import { createHash } from 'node:crypto';
import { freshNonce } from './greeting.ts';
import type { SignText } from './signing.ts';

/** What of an HTTP request of an agent is signed. */
export interface SignedRequest {
  device: string;
  method: string;
  /** Path and query, as sent. */
  path: string;
  /** Epoch ms by the device; the dashboard takes ± 5 min. */
  at: number;
  /** Said once; the dashboard refuses it a second time. */
  nonce: string;
  /** Digest of the body, of no bytes where there is none. */
  digest: string;
}

export const digestOfNothing = `sha256:${createHash('sha256').digest('hex')}`;

/** The exact text that an agent signs for a request to `/api/agents/…`. */
export const requestText = ({ device, method, path, at, nonce, digest }: SignedRequest): string =>
  ['nanoedge request v2', device, method, path, String(at), nonce, digest].join('\n');

/** The headers in which a request names its device, time, nonce, body and signature. */
export const requestHeaders = {
  device: 'x-nanoedge-device',
  at: 'x-nanoedge-at',
  nonce: 'x-nanoedge-nonce',
  digest: 'x-nanoedge-digest',
  signature: 'x-nanoedge-signature',
} as const;

/** The headers of a request that a device makes now. */
export const signedHeaders = (
  request: Omit<SignedRequest, 'nonce' | 'digest' | 'path'> & { url: URL; digest?: string },
  sign: SignText,
): Record<string, string> => {
  const { url, digest = digestOfNothing, ...rest } = request;
  const whole = { ...rest, path: `${url.pathname}${url.search}`, digest, nonce: freshNonce() };
  return {
    [requestHeaders.device]: whole.device,
    [requestHeaders.at]: String(whole.at),
    [requestHeaders.nonce]: whole.nonce,
    [requestHeaders.digest]: digest,
    [requestHeaders.signature]: sign(requestText(whole)),
  };
};
