import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { DeviceId, parseJson, SiteId } from '@nanoedge/protocol';
import { writeDurably } from './durable-file.ts';

const Membership = z.object({ device: DeviceId, site: SiteId });
export type Membership = z.infer<typeof Membership>;

/**
 * The device's Ed25519 key, and its place in a site once it has one. The private key never leaves
 * its file (mode 0600).
 */
export class Identity {
  readonly #key: KeyObject;
  readonly #membershipFile: string;
  #membership: Membership | null;

  private constructor(key: KeyObject, membershipFile: string, membership: Membership | null) {
    this.#key = key;
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

  /** SPKI DER in base64url, as the dashboard keeps it. */
  get publicKey(): string {
    return createPublicKey(this.#key).export({ type: 'spki', format: 'der' }).toString('base64url');
  }

  /** Signs UTF-8 text; base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.#key).toString('base64url');
  }

  join(membership: Membership): void {
    writeDurably(this.#membershipFile, JSON.stringify(membership));
    this.#membership = membership;
  }
}
