import { readdirSync, readFileSync } from 'node:fs';

/** What a file of the kernel says; empty where its process is gone, or another account's. */
export const tryRead = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

export const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
