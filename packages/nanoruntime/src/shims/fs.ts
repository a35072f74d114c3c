import { decode, exists, readFile } from 'nano:sys';

type Encoding = 'utf8' | 'utf-8';

/**
 * A file of at most 4 MB as text (with an encoding) or bytes. Throws with Node's `code` (ENOENT,
 * …).
 */
export function readFileSync(path: string): Buffer;
export function readFileSync(path: string, options: Encoding | { encoding: Encoding }): string;
export function readFileSync(
  path: string,
  options?: Encoding | { encoding: Encoding },
): string | Buffer {
  const bytes = readFile(path);
  return options === undefined ? Buffer.from(bytes) : decode(bytes);
}

export function existsSync(path: string): boolean {
  return exists(path);
}

export default { readFileSync, existsSync };
