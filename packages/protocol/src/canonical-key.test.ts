import { expect, it } from 'vitest';
import { canonicalKey } from './canonical-key.ts';
import { IdentityKey } from './ids.ts';

const uuid = 'fda50693-a4e2-4fb1-afcf-c6eb07647825';

it.each([
  ['AA-BB-CC-00-00-01', 'aa:bb:cc:00:00:01'],
  ['aa:bb:cc:00:00:01', 'aa:bb:cc:00:00:01'],
  ['AABB.CC00.0001', 'aa:bb:cc:00:00:01'],
  ['AABBCC000001', 'aa:bb:cc:00:00:01'],
  ['aa_bb_cc_00_00_01', 'aa:bb:cc:00:00:01'],
  ['00-11-22-FF-FE-33-44-55', '00:11:22:ff:fe:33:44:55'],
  [uuid.toUpperCase(), uuid],
  [uuid.replaceAll('-', ''), uuid],
  ['Tag_7.b', 'tag-7-b'],
  ['TAG:7-B', 'tag-7-b'],
  ['key-bob', 'key-bob'],
  ['c0...01', 'c0...01'],
])('the key %s is %s, and stays so', (written, canonical) => {
  expect(canonicalKey(written)).toBe(canonical);
  expect(IdentityKey.parse(written)).toBe(canonical);
  expect(IdentityKey.parse(canonical)).toBe(canonical);
});
