import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openVault } from './vault.ts';

const secret = randomBytes(32).toString('base64url');
const vault = openVault(secret);

describe('a sealed secret', () => {
  it('is opened by the same key for the same purpose, and never sealed twice alike', () => {
    for (const text of ['', 'geheim', 'ü🔑'.repeat(500)]) {
      const sealed = vault.seal(text, 'registry:a');
      expect(sealed).not.toContain(text || '\u0000');
      expect(openVault(secret).open(sealed, 'registry:a')).toBe(text);
      expect(vault.seal(text, 'registry:a')).not.toBe(sealed);
    }
  });

  it('opens for no other purpose, with no other key, and not when a bit of it is turned', () => {
    const sealed = vault.seal('geheim', 'registry:a');
    expect(vault.open(sealed, 'registry:b')).toBeNull();
    expect(openVault('other').open(sealed, 'registry:a')).toBeNull();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 1;
      expect(vault.open(`v1.${turned.toString('base64url')}`, 'registry:a')).toBeNull();
    }
    for (const wrong of ['', 'v1.', 'v1.AAAA', 'geheim', sealed.replace('v1', 'v2')])
      expect(vault.open(wrong, 'registry:a')).toBeNull();
  });
});
