import * as z from 'zod/mini';
import { DeviceId, Digest, SiteId } from '../ids.ts';
import { PublicKey, Signature } from './signature.ts';

const Nonce = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{32,128}$/, 'a nonce is 32 to 128 characters of base64url'));

/**
 * What a new device is given, once: where its dashboard is, the key by which it knows it, the digest
 * of the certificate (DER) of the authority that vouches for its address (null: those that the
 * machine trusts anyway, or no TLS), and the key that it comes in with.
 */
export const JoinToken = z.object({
  dashboardUrl: z.string().check(z.regex(/^https?:\/\//, 'an address begins with https://')),
  dashboardKey: PublicKey,
  ca: z.nullable(Digest),
  joinKey: z.string().check(z.minLength(16), z.maxLength(200)),
});
export type JoinToken = z.infer<typeof JoinToken>;

/**
 * `POST /api/agents/enrol`: a new agent trades its one-time join key for a place in the site. The
 * proof is its signature, which shows that the public key is its own.
 */
export const EnrolRequest = z.object({
  joinKey: z.string().check(z.minLength(16), z.maxLength(200)),
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  publicKey: PublicKey,
  proof: Signature,
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/**
 * Signed by the dashboard, over this place and this request. `releaseKey`: the key by which it signs
 * releases, with a signature over that and the same; null from dashboards that sign none.
 */
export const EnrolAnswer = z.object({
  device: DeviceId,
  site: SiteId,
  signature: Signature,
  releaseKey: z._default(z.nullable(z.object({ key: PublicKey, signature: Signature })), null),
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/**
 * Sent by the dashboard at every connect, signed over the device, the agent's nonce and its own; the
 * agent answers with its proof over the same.
 */
export const Challenge = z.object({ nonce: Nonce, signature: Signature });
export type Challenge = z.infer<typeof Challenge>;

export const Proof = z.object({ signature: Signature });
export type Proof = z.infer<typeof Proof>;

/**
 * `auth` of the socket.io handshake in the agents' namespace; the nonce is made up for this
 * connection.
 */
export const AgentAuth = z.object({ device: z.string(), linkVersion: z.int(), nonce: Nonce });
export type AgentAuth = z.infer<typeof AgentAuth>;

/**
 * Everything that is said after the proof: a message or an answer as JSON text, its place in the
 * order, and the signature of who says it.
 */
export const SealedMessage = z.object({
  n: z.int().check(z.positive()),
  body: z.string(),
  signature: Signature,
});
export type SealedMessage = z.infer<typeof SealedMessage>;
