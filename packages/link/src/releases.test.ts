import { generateKeyPairSync } from 'node:crypto';
import { parse, ReleaseManifest, ReleaseOverride, type SignedText } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import {
  comesFrom,
  isVouchedFor,
  openManifest,
  openOverride,
  signManifest,
  signOverride,
  signReleaseKey,
  signSuccessor,
} from './releases.ts';
import { publicKeyText, signerWith, verifierOf } from './signing.ts';

const aKey = () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = publicKeyText(privateKey);
  return { key, sign: signerWith(privateKey), verifies: verifierOf(key) };
};

const manifest = parse(
  ReleaseManifest,
  {
    nanoservice: 'door-bell',
    version: '0.1.0',
    sequence: 1_790_000_000,
    images: [`sha256:${'f'.repeat(64)}`],
    needs: ['lights'],
    calls: { 'user-guidance': ['PUT /guidance/{person}'] },
    events: ['guidance.started'],
    roster: false,
    network: false,
    volumes: ['/data'],
    setuid: null,
    signedAt: 1_790_000_000_000,
  },
  'manifest',
);

const override = parse(
  ReleaseOverride,
  {
    device: 'dev1',
    deployment: 'door-bell-1',
    nanoservice: 'door-bell',
    sequence: 3,
    over: 5,
    at: 7,
  },
  'override',
);

const other = (character: string | undefined): string => (character === 'A' ? 'B' : 'A');

/** The signed text with one character changed, for each of its characters. */
const tampered = ({ body, signature }: SignedText): SignedText[] => {
  const changed = (text: string, at: number): string =>
    `${text.slice(0, at)}${other(text[at])}${text.slice(at + 1)}`;
  return [
    ...Array.from(body, (_, at) => ({ body: changed(body, at), signature })),
    // Bits of the last character stand for nothing
    ...Array.from(signature.slice(0, -1), (_, at) => ({
      body,
      signature: changed(signature, at),
    })),
  ];
};

describe('a signed release', () => {
  it('says what was signed, and nothing once any character of it was changed', () => {
    const { sign, verifies } = aKey();
    const signed = signManifest(manifest, sign);
    expect(openManifest(signed, verifies)).toEqual(manifest);
    expect(tampered(signed).filter((one) => openManifest(one, verifies) !== null)).toEqual([]);
  });

  it('says nothing when any field of it is another', () => {
    const { sign, verifies } = aKey();
    const { signature } = signManifest(manifest, sign);
    for (const field of Object.keys(manifest)) {
      const body = JSON.stringify({ ...manifest, [field]: undefined });
      expect(openManifest({ body, signature }, verifies)).toBeNull();
    }
  });

  it('says nothing to who knows another key, and is no override', () => {
    const { sign, verifies } = aKey();
    const signed = signManifest(manifest, sign);
    expect(openManifest(signed, aKey().verifies)).toBeNull();
    expect(openOverride(signed, verifies)).toBeNull();
  });

  it('is none where something else was signed', () => {
    const { sign, verifies } = aKey();
    const body = 'not JSON';
    const signature = sign(`nanoedge release v1\n${body}`);
    expect(openManifest({ body, signature }, verifies)).toBeNull();
  });
});

describe('a signed override', () => {
  it('says what was signed, and nothing once any character of it was changed', () => {
    const { sign, verifies } = aKey();
    const signed = signOverride(override, sign);
    expect(openOverride(signed, verifies)).toEqual(override);
    expect(tampered(signed).filter((one) => openOverride(one, verifies) !== null)).toEqual([]);
    expect(openManifest(signed, verifies)).toBeNull();
  });
});

describe('a release key', () => {
  it('is vouched for by the key of the link, for itself only', () => {
    const [link, key] = [aKey(), aKey()];
    const said = signReleaseKey({ key: key.key, former: [] }, link.sign);
    expect(isVouchedFor(said, link.verifies)).toBe(true);
    expect(isVouchedFor({ ...said, key: aKey().key }, link.verifies)).toBe(false);
    expect(isVouchedFor(said, aKey().verifies)).toBe(false);
  });

  it('comes from another by an unbroken line', () => {
    const [first, second, third] = [aKey(), aKey(), aKey()];
    const after = (from: typeof first, to: typeof first) => ({
      key: from.key,
      signature: signSuccessor({ former: from.key, next: to.key }, from.sign),
    });
    const line = [after(first, second), after(second, third)];
    const said = (former: typeof line) => ({ key: third.key, signature: '', former });
    expect([first, second, third].map(({ key }) => comesFrom(said(line), key))).toEqual([
      true,
      true,
      true,
    ]);
    expect(comesFrom(said([after(first, second)]), first.key)).toBe(false);
    expect(comesFrom(said([after(first, second), after(third, third)]), first.key)).toBe(false);
    expect(comesFrom(said(line), aKey().key)).toBe(false);
  });
});
