import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { publicKeyText, signerWith, type SignText } from '@nanoedge/link';
import { DeviceId, parseJson, SiteId } from '@nanoedge/protocol';
import { writeDurably } from './durable-file.ts';

/** Where the dashboard was when the device enrolled, and by what the device knows it. */
const TrustedDashboard = z.object({
  url: z.string(),
  key: z.string(),
  /** The certificate (PEM) of its authority; null: those that the machine trusts. */
  ca: z.nullable(z.string()),
  /** By what it signs releases; null until it said that. */
  releaseKey: z._default(z.nullable(z.string()), null),
});

/** `dashboard` is null for a device that enrolled before dashboards had keys. */
const Membership = z.object({
  device: DeviceId,
  site: SiteId,
  dashboard: z._default(z.nullable(TrustedDashboard), null),
});
export type Membership = z.infer<typeof Membership>;

/**
 * The device's Ed25519 key, and its place in a site once it has one. The private key never leaves
 * its file (mode 0600).
 */
export class Identity {
  readonly #key: KeyObject;
  readonly #sign: SignText;
  readonly #membershipFile: string;
  #membership: Membership | null;

  private constructor(key: KeyObject, membershipFile: string, membership: Membership | null) {
    this.#key = key;
    this.#sign = signerWith(key);
    this.#membershipFile = membershipFile;
    this.#membership = membership;
  }

  /** Reads the identity of a data folder; makes the key the first time. */
  static open(folder: string): Identity {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keyFile = join(folder, 'private.pem');
    if (!existsSync(keyFile)) {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeDurably(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    }
    const membershipFile = join(folder, 'identity.json');
    const membership = existsSync(membershipFile)
      ? parseJson(Membership, readFileSync(membershipFile, 'utf8'), 'identity.json')
      : null;
    return new Identity(createPrivateKey(readFileSync(keyFile)), membershipFile, membership);
  }

  get membership(): Membership | null {
    return this.#membership;
  }

  get dashboard(): Membership['dashboard'] {
    return this.#membership?.dashboard ?? null;
  }

  get site(): string {
    return this.#membership?.site ?? '';
  }

  /** SPKI DER in base64url, as the dashboard keeps it. */
  get publicKey(): string {
    return publicKeyText(this.#key);
  }

  /** Signs UTF-8 text; base64url. */
  sign(text: string): string {
    return this.#sign(text);
  }

  /** From now on nothing is accepted that this key did not sign. */
  trustReleases(releaseKey: string): void {
    const membership = this.#membership;
    if (membership === null || membership.dashboard === null) return;
    this.join({ ...membership, dashboard: { ...membership.dashboard, releaseKey } });
  }

  join(membership: Membership): void {
    writeDurably(this.#membershipFile, JSON.stringify(membership));
    this.#membership = membership;
  }
}
