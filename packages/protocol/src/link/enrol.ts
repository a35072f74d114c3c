import * as z from 'zod/mini';
import { DeviceId, SiteId } from '../ids.ts';

/**
 * `POST /api/agents/enrol`: a new agent trades its one-time join key for a place in the site. The
 * public key is SPKI DER in base64url (RFC 8410, Ed25519).
 */
export const EnrolRequest = z.object({
  joinKey: z.string().check(z.minLength(16), z.maxLength(200)),
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  publicKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{40,80}$/, 'the public key is base64url')),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolAnswer = z.object({ device: DeviceId, site: SiteId });
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/**
 * Sent by the dashboard at every connect; the agent signs `challengeText(device, nonce)` with its
 * Ed25519 key.
 */
export const Challenge = z.object({ nonce: z.string().check(z.minLength(32), z.maxLength(128)) });
export type Challenge = z.infer<typeof Challenge>;

export const Proof = z.object({ signature: z.string().check(z.minLength(80), z.maxLength(96)) });
export type Proof = z.infer<typeof Proof>;

/** The exact bytes (UTF-8) that an agent signs to prove who it is. */
export const challengeText = (device: string, nonce: string): string =>
  `nanoedge agent link v1\n${device}\n${nonce}`;

/**
 * The exact text that an agent signs to fetch `GET /api/agents/content/{digest}`; `at` is epoch ms,
 * valid ± 5 min. Sent as headers `x-nanoedge-device`, `x-nanoedge-at`, `x-nanoedge-signature`
 * (base64url).
 */
export const contentRequestText = (device: string, digest: string, at: number): string =>
  `nanoedge content v1\n${device}\n${digest}\n${at}`;

/**
 * The same for `GET /api/agents/images/{digest}` (a config or layer of a release in the desired
 * state, `Range` allowed).
 */
export const imageRequestText = (device: string, digest: string, at: number): string =>
  `nanoedge image v1\n${device}\n${digest}\n${at}`;

/**
 * The same for `PUT` and `GET /api/agents/snapshots/{id}`; the digest is that of the compressed
 * file.
 */
export const snapshotRequestText = (request: {
  method: 'GET' | 'PUT';
  device: string;
  snapshot: string;
  digest: string;
  at: number;
}): string =>
  `nanoedge snapshot v1\n${request.method}\n${request.device}\n${request.snapshot}\n${request.digest}\n${request.at}`;
