import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startupProblems } from '@nanoedge/words';
import { StartupProblem } from '../startup-problem.ts';
import { readOrMakeValue } from './secret.ts';

type KeyKind = 'signing' | 'certificates';

const make: Readonly<Record<KeyKind, () => KeyObject>> = {
  signing: () => generateKeyPairSync('ed25519').privateKey,
  // What browsers take in certificates
  certificates: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
};

const pemOf = (key: KeyObject, passphrase: string | null): string =>
  key
    .export(
      passphrase === null
        ? { type: 'pkcs8', format: 'pem' }
        : { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
    )
    .toString()
    .trim();

const isSealed = (pem: string): boolean => pem.startsWith('-----BEGIN ENCRYPTED');

const open = (file: string, pem: string, passphrase: string | null): KeyObject => {
  if (isSealed(pem) && passphrase === null)
    throw new StartupProblem(startupProblems.noPassphrase(file));
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase: passphrase ?? undefined });
  } catch (error) {
    throw new StartupProblem(startupProblems.badKey(file), { cause: error });
  }
};

/**
 * The private key `<home>/secrets/<name>.pem` (PKCS #8, mode 0600), made when it is not there yet.
 * With a passphrase it is encrypted at rest, also where it was not before. Throws StartupProblem when
 * it cannot be opened.
 */
export const readOrMakePrivateKey = async (
  home: string,
  { name, kind, passphrase }: { name: string; kind: KeyKind; passphrase: string | null },
): Promise<KeyObject> => {
  const folder = path.join(home, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.pem`);
  const pem = await readOrMakeValue(file, async (old) => {
    if (old === null) return pemOf(make[kind](), passphrase);
    const key = open(file, old, passphrase);
    return passphrase === null || isSealed(old) ? old : pemOf(key, passphrase);
  });
  return open(file, pem, passphrase);
};
