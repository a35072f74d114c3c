/** The name of a tar's entry without `./` before and `/` behind; empty for the folder itself. */
export const plainName = (name: string): string =>
  name
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');

/**
 * A backslash is a letter like others on Linux, but where it separates folders, too, a path must
 * not lead out: snapshots are also unpacked by people, on computers of theirs.
 */
const leadsOutElsewhere = (path: string): boolean =>
  path.includes('\\') && (/^(\\|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..'));

/** Whether a relative path stays where it starts. */
export const isSafePath = (path: string): boolean =>
  path !== '' &&
  !path.includes('\0') &&
  !leadsOutElsewhere(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
