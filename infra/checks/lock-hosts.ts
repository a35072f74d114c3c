/**
 * One line for each address in the lock file: packages are named, never where they were fetched
 * from.
 */
export const foreignHosts = (lock: string): string[] =>
  lock
    .split('\n')
    .flatMap((line, index) =>
      /\btarball:|https?:\/\//.test(line)
        ? [`pnpm-lock.yaml:${index + 1} names a host: ${line.trim()}`]
        : [],
    );
