import * as z from 'zod/mini';
import { PeerRequest } from '../coap/keys.ts';
import { ThingKind } from '../coap/things.ts';
import { ServiceEventType } from '../events.ts';
import { DeploymentId, DeviceId, Digest, NanoserviceName } from '../ids.ts';
import { EpochMs } from '../units.ts';
import { PublicKey, Signature } from './signature.ts';

/** JSON text as it was signed, and the signature of the dashboard's release key over it. */
export const SignedText = z.object({
  body: z.string().check(z.minLength(2), z.maxLength(32_768)),
  signature: Signature,
});
export type SignedText = z.infer<typeof SignedText>;

/** Grows with every release of a nanoservice: epoch seconds, or one more than the one before. */
const Sequence = z.int().check(z.positive());

/**
 * What the dashboard vouches for of a release. `images`: by what an engine may call its image, the
 * digest of its config first, then that of its manifest where it is known. The rest is what a
 * deployment of it may do, at most: see NanoserviceManifest. `volumes`: folders that it keeps.
 * `setuid`: files that run with the rights of their owner, which containers do not let them; null
 * where nobody looked.
 */
export const ReleaseManifest = z.object({
  nanoservice: NanoserviceName,
  version: z.string(),
  sequence: Sequence,
  images: z.array(Digest).check(z.minLength(1), z.maxLength(2)),
  needs: z.array(ThingKind),
  calls: z.record(NanoserviceName, z.array(PeerRequest)),
  events: z.array(ServiceEventType),
  roster: z.boolean(),
  network: z.boolean(),
  volumes: z.array(z.string()),
  setuid: z.nullable(z.array(z.string())),
  signedAt: EpochMs,
});
export type ReleaseManifest = z.infer<typeof ReleaseManifest>;

/**
 * Somebody wants the release `sequence` for this deployment on this device although the device had a newer one,
 * `over`. It counts once: the device remembers `at`, and takes none that is not later.
 */
export const ReleaseOverride = z.object({
  device: DeviceId,
  deployment: DeploymentId,
  nanoservice: NanoserviceName,
  sequence: Sequence,
  over: Sequence,
  at: EpochMs,
});
export type ReleaseOverride = z.infer<typeof ReleaseOverride>;

/**
 * The key by which a dashboard signs releases, `signature` by the key of its link. `former`: the
 * keys before it, oldest first, each with its signature over the one that came after it.
 */
export const ReleaseKey = z.object({
  key: PublicKey,
  signature: Signature,
  former: z.array(z.object({ key: PublicKey, signature: Signature })).check(z.maxLength(16)),
});
export type ReleaseKey = z.infer<typeof ReleaseKey>;
