import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';

/** A log is cut when it is larger; so many cut parts of it are kept, the youngest as `.1`. */
export const logLimit = { bytes: 8 * 1024 * 1024, parts: 3 };

/** `file` is kept as its youngest part, and is empty afterwards. */
const cut = (file: string, parts: number): void => {
  for (let part = parts - 1; part >= 1; part -= 1)
    if (existsSync(`${file}.${String(part)}`))
      renameSync(`${file}.${String(part)}`, `${file}.${String(part + 1)}`);
  const copy = `${file}.1`;
  try {
    copyFileSync(file, copy);
  } catch {
    // What has no room is not kept: the log must not grow on
    rmSync(copy, { force: true });
  }
  truncateSync(file);
};

/**
 * Cuts the logs of a folder that grew beyond the limit. Whoever writes them appends (O_APPEND) and
 * goes on at the start of the emptied file. It happens at once, without waiting in between, so that
 * this process loses no line; another one may lose those of about a millisecond. A folder that is
 * not there has no logs.
 */
export const boundLogs = (folder: string, { bytes, parts } = logLimit): void => {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.log'))) {
    const file = path.join(folder, name);
    if (statSync(file).size > bytes) cut(file, parts);
  }
};
