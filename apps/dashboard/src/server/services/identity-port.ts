import type { ReleaseKey } from '@nanoedge/protocol';

/** By what devices know that a release is this dashboard's. */
export interface ReleaseSigner {
  /** The key, as devices are told it. */
  said: ReleaseKey;
  /** Signs UTF-8 text; base64url. */
  sign: (text: string) => string;
  /** Whether releases that are stored were not signed by this key yet, nor by one before it. */
  isNew: boolean;
  /** From now on only what was signed counts. */
  used: () => Promise<void>;
}

/** By what devices know this dashboard. */
export interface DashboardIdentity {
  /** SPKI DER in base64url, Ed25519. */
  publicKey: string;
  /** Signs UTF-8 text; base64url. */
  sign: (text: string) => string;
  /** All that a device must know to come in with this join key, as one word. */
  joinToken: (joinKey: string) => string;
  releases: ReleaseSigner;
}
