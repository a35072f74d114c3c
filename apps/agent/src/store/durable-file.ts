import { chmodSync, closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/**
 * Writes a small file (mode 0600) so that after a crash there is the old one or the new one, never
 * half of it.
 */
export const writeDurably = (file: string, text: string): void => {
  const temporary = `${file}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
};
