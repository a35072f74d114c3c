import { expect, it } from 'vitest';
import { provesRecovery, recoveryProof } from './recovery.ts';

const secret = 'of the folder';
const asked = { email: 'ada@example.org', at: 1_800_000_000_000 };
const proof = recoveryProof(secret, asked);

it.each([-60_000, 0, 60_000])('a proof is good %i ms from when it was made', (later) => {
  expect(provesRecovery(secret, { ...asked, proof }, asked.at + later)).toBe(true);
});

it.each([
  { when: 'it is old', given: { ...asked, proof }, later: 60_001 },
  { when: 'it is of the future', given: { ...asked, proof }, later: -60_001 },
  { when: 'it is for another account', given: { ...asked, email: 'bob@example.org', proof } },
  { when: 'its time was moved', given: { ...asked, at: asked.at + 1, proof } },
  { when: 'it is of another secret', given: { ...asked, proof: recoveryProof('other', asked) } },
  { when: 'it is empty', given: { ...asked, proof: '' } },
])('a proof is none when $when', ({ given, later = 0 }) => {
  expect(provesRecovery(secret, given, asked.at + later)).toBe(false);
});
