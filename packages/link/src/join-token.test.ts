import { generateKeyPairSync } from 'node:crypto';
import { JoinToken, parse } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { joinTokenText, readJoinToken } from './join-token.ts';
import { publicKeyText } from './signing.ts';

const token = parse(
  JoinToken,
  {
    dashboardUrl: 'https://10.0.0.1:3000',
    dashboardKey: publicKeyText(generateKeyPairSync('ed25519').privateKey),
    ca: `sha256:${'a'.repeat(64)}`,
    joinKey: 'k'.repeat(43),
  },
  'token',
);

it('is one word that says all it was made of, whatever blanks were copied with it', () => {
  const word = joinTokenText(token);
  expect(word).toMatch(/^\S+$/);
  expect(readJoinToken(`  ${word}\n`)).toEqual(token);
});

it.each([
  ['', 'begins with “nanoedge-join-1.”'],
  ['k'.repeat(43), 'begins with “nanoedge-join-1.”'],
  [joinTokenText(token).slice(0, -30), 'copy the whole word'],
  ['nanoedge-join-1.e30', 'copy the whole word'],
])('says of %j what is wrong with it', (text, problem) => {
  expect(() => readJoinToken(text)).toThrow(problem);
});
