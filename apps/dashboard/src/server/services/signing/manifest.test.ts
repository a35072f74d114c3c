import { generateKeyPairSync } from 'node:crypto';
import { publicKeyText, signerWith, signReleaseKey, signSuccessor } from '@nanoedge/link';
import { Bytes, Digest, parse } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { isAsSigned, type SignableRelease, signedManifest, signedRelease } from './manifest.ts';

const bytes = (value: number) => parse(Bytes, value, 'bytes');
const digest = (digit: string) => parse(Digest, `sha256:${digit.repeat(64)}`, 'digest');

const row: SignableRelease = {
  id: 'r1',
  nanoservice: 'door-bell',
  version: '1.0.0',
  image: 'nanoedge/door-bell:1.0.0',
  imageId: digest('a'),
  bytes: bytes(2_000_000),
  architecture: 'amd64',
  layers: [{ digest: digest('b'), bytes: bytes(1_000) }],
  configBytes: bytes(900),
  archived: true,
  pulled: false,
  setuid: ['/bin/su'],
  signed: null,
  createdAt: new Date(0),
  spec: {
    configSchema: null,
    defaultConfig: {},
    needs: ['lights'],
    volumes: [{ name: 'data', path: '/data' }],
    limits: { memoryBytes: bytes(8_000_000), pids: 8 },
    roster: false,
    published: false,
    calls: { 'user-guidance': ['PUT /guidance/{person}'] },
    events: ['guidance.started'],
  },
};

const newKey = () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { key: publicKeyText(privateKey), sign: signerWith(privateKey) };
};

const signingWith = (
  { key, sign }: ReturnType<typeof newKey>,
  former: { key: string; signature: string }[] = [],
) => ({
  now: () => 7,
  identity: {
    publicKey: 'k',
    sign,
    joinToken: () => 'token',
    releases: {
      said: signReleaseKey({ key, former }, sign),
      sign,
      isNew: false,
      used: () => Promise.resolve(),
    },
  },
});

const signing = signingWith(newKey());
const signed = { ...row, signed: signedRelease(row, 3, signing) };

describe('a signed release', () => {
  it('is as it was signed', () => {
    expect(isAsSigned(signed, signing)).toBe(true);
    expect(signedManifest(signed, signing)).toMatchObject({
      sequence: 3,
      images: [digest('a'), expect.stringMatching(/^sha256:/)],
      volumes: ['/data'],
      setuid: ['/bin/su'],
    });
  });

  const changes: Record<string, Partial<SignableRelease>> = {
    'its image': { imageId: digest('c') },
    'its layers': { layers: [{ digest: digest('d'), bytes: bytes(1_000) }] },
    'its layers to none': { layers: [] },
    'its version': { version: '1.0.1' },
    'its nanoservice': { nanoservice: 'user-guidance' },
    'what it asks': { spec: { ...row.spec, calls: {} } },
    'what it uses': { spec: { ...row.spec, needs: ['lights', 'screen'] } },
    'what it tells': { spec: { ...row.spec, events: ['guidance.started', 'sighting'] } },
    'that it is given the roster': { spec: { ...row.spec, roster: true } },
    'that it reaches the network': { spec: { ...row.spec, network: true } },
    'what it keeps': { spec: { ...row.spec, volumes: [] } },
    'its set-user-id files': { setuid: [] },
    'its signature': { signed: null },
    'its spec to nonsense': { spec: {} as never },
    'its spec to nothing': { spec: null as never },
  };
  it.each(Object.entries(changes))('is not once somebody changed %s', (_what, change) => {
    expect(isAsSigned({ ...signed, ...change }, signing)).toBe(false);
  });

  it('is as it was signed by a key before this one, and not by a key of somebody else', () => {
    const [before, now] = [newKey(), newKey()];
    const old = { ...row, signed: signedRelease(row, 1, signingWith(before)) };
    const signature = signSuccessor({ former: before.key, next: now.key }, before.sign);
    expect(isAsSigned(old, signingWith(now, [{ key: before.key, signature }]))).toBe(true);
    expect(isAsSigned(old, signingWith(now))).toBe(false);
  });
});
