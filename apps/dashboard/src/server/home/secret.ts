import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a small text file, or makes it (mode 0600, in one step) from `make`, which gets the old
 * value or null.
 */
export const readOrMakeValue = async (
  file: string,
  make: (old: string | null) => Promise<string>,
): Promise<string> => {
  const old = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  const value = await make(old);
  if (value === old) return value;
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, `${value}\n`, { mode: 0o600, flush: true });
  await rename(temporary, file);
  return value;
};

/**
 * The secret `<home>/secrets/<name>.key` (mode 0600), made of 32 random bytes when it is not there
 * yet.
 */
export const readOrMakeSecret = async (home: string, name: string): Promise<string> => {
  const folder = path.join(home, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return readOrMakeValue(path.join(folder, `${name}.key`), (old) =>
    Promise.resolve(old ?? randomBytes(32).toString('base64url')),
  );
};
