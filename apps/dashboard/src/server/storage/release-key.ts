import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publicKeyText, signerWith, signReleaseKey, type SignText } from '@nanoedge/link';
import { parseJson, ReleaseKey } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { readOrMakePrivateKey } from '../home/private-key.ts';
import type { ReleaseSigner } from '../services/identity-port.ts';

/** `used`: the key by which everything that is stored was signed once. */
const Known = z.object({ used: z.nullable(z.string()), former: ReleaseKey.shape.former });
type Known = z.infer<typeof Known>;

const readKnown = async (file: string): Promise<Known> => {
  // Nothing was signed yet where it is not there; what cannot be read may not pass for that
  const files = await readdir(path.dirname(file));
  if (!files.includes(path.basename(file))) return { used: null, former: [] };
  return parseJson(Known, await readFile(file, 'utf8'), path.basename(file));
};

const writeKnown = async (file: string, known: Known): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(known)}\n`, { mode: 0o644, flush: true });
  await rename(`${file}.new`, file);
};

/**
 * The key by which releases are signed, made the first time. What is public of it, and of those
 * before it, is in `<home>/release-keys.json`. Throws StartupProblem.
 */
export const openReleaseKey = async (
  { home, passphrase }: { home: string; passphrase: string | null },
  signLink: SignText,
): Promise<ReleaseSigner> => {
  const key = await readOrMakePrivateKey(home, { name: 'release', kind: 'signing', passphrase });
  const file = path.join(home, 'release-keys.json');
  const { used, former } = await readKnown(file);
  const publicKey = publicKeyText(key);
  return {
    said: signReleaseKey({ key: publicKey, former }, signLink),
    sign: signerWith(key),
    isNew: used !== publicKey,
    used: () => writeKnown(file, { used: publicKey, former }),
  };
};
