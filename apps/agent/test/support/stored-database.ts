import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Puts the database of release 0.1.0 into a folder; its file. */
export const storedDatabase = (folder: string): string => {
  const file = join(folder, 'agent.db');
  const stored = join(import.meta.dirname, '../fixtures/agent.37635ce.db.gz');
  writeFileSync(file, gunzipSync(readFileSync(stored)));
  return file;
};
