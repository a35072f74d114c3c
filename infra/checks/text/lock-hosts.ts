import type { Offence } from '../offence.ts';

/**
 * One line for each address in the lock file: packages are named, never where they were fetched
 * from.
 */
export const foreignHosts = (lock: string): Offence[] =>
  lock.split('\n').flatMap((line, index) =>
    /\btarball:|https?:\/\//.test(line)
      ? [
          {
            rule: 'lock-file',
            path: 'pnpm-lock.yaml',
            line: index + 1,
            says: `names a host: ${line.trim()}`,
          },
        ]
      : [],
  );
