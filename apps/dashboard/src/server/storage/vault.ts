import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { VaultPort } from '../services/vault-port.ts';

const cipher = 'aes-256-gcm';
const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) with a fresh nonce for each secret; the purpose is authenticated
 * beside it. `secret` is the content of a key file.
 */
export const openVault = (secret: string): VaultPort => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'nanoedge vault', 32));
  return {
    seal: (text, purpose) => {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes });
      sealing.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      const whole = Buffer.concat([iv, sealing.getAuthTag(), body]);
      return `${version}.${whole.toString('base64url')}`;
    },
    open: (sealed, purpose) => {
      const [format, text = ''] = sealed.split('.');
      const whole = Buffer.from(text, 'base64url');
      if (format !== version || whole.length < ivBytes + tagBytes) return null;
      const iv = whole.subarray(0, ivBytes);
      const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes });
      opening.setAAD(Buffer.from(purpose));
      opening.setAuthTag(whole.subarray(ivBytes, ivBytes + tagBytes));
      const body = whole.subarray(ivBytes + tagBytes);
      try {
        return Buffer.concat([opening.update(body), opening.final()]).toString('utf8');
      } catch {
        // Its tag is not that of this key and this purpose
        return null;
      }
    },
  };
};
