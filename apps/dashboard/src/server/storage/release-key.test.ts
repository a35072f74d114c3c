import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvalidMessage } from '@nanoedge/protocol';
import { isVouchedFor, publicKeyText, signerWith, verifierOf } from '@nanoedge/link';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { openReleaseKey } from './release-key.ts';

const linkKey = generateKeyPairSync('ed25519').privateKey;

const makeHome = async (): Promise<string> => {
  const home = await mkdtemp(path.join(tmpdir(), 'nanoedge-release-key-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
};

const open = (home: string) =>
  openReleaseKey({ home, passphrase: 'a long passphrase' }, signerWith(linkKey));

it('is made once, kept encrypted, and said by the key of the link', async () => {
  const home = await makeHome();
  const made = await open(home);
  expect((await open(home)).said).toEqual(made.said);
  expect(isVouchedFor(made.said, verifierOf(publicKeyText(linkKey)))).toBe(true);
  expect(verifierOf(made.said.key)('a text', made.sign('a text'))).toBe(true);
  expect(await readFile(path.join(home, 'secrets/release.pem'), 'utf8')).toContain('ENCRYPTED');
});

it('is new until what was stored is signed, also when a start was cut off before', async () => {
  const home = await makeHome();
  const made = await open(home);
  expect([made.isNew, (await open(home)).isNew]).toEqual([true, true]);
  await made.used();
  expect((await open(home)).isNew).toBe(false);
});

it('takes for new no key whose file is damaged, so that nothing is signed by a restart', async () => {
  const home = await makeHome();
  await (await open(home)).used();
  await writeFile(path.join(home, 'release-keys.json'), '{');
  await expect(open(home)).rejects.toThrow(InvalidMessage);
});
