import { createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readOrMakePrivateKey } from './private-key.ts';

const makeHome = async (): Promise<string> => {
  const home = await mkdtemp(path.join(tmpdir(), 'nanoedge-keys-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
};

const publicOf = (key: Parameters<typeof createPublicKey>[0]): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

it('makes a key once, which only its owner may read', async () => {
  const home = await makeHome();
  const wanted = { name: 'one', kind: 'signing', passphrase: null } as const;
  const first = await readOrMakePrivateKey(home, wanted);
  const again = await readOrMakePrivateKey(home, wanted);
  expect(publicOf(again)).toBe(publicOf(first));
  expect((await stat(path.join(home, 'secrets/one.pem'))).mode & 0o777).toBe(0o600);
});

it('encrypts a key that was there once a passphrase is given, and opens it with no other', async () => {
  const home = await makeHome();
  const open = (passphrase: string | null) =>
    readOrMakePrivateKey(home, { name: 'one', kind: 'certificates', passphrase });
  const first = await open(null);
  expect(publicOf(await open('a long passphrase'))).toBe(publicOf(first));
  const stored = await readFile(path.join(home, 'secrets/one.pem'), 'utf8');
  expect(stored).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  await expect(open('another')).rejects.toThrow('cannot be opened');
  await expect(open(null)).rejects.toThrow('NANOEDGE_PASSPHRASE_FILE');
  expect(await readFile(path.join(home, 'secrets/one.pem'), 'utf8')).toBe(stored);
});
