export const mebibyte = 1024 * 1024;

/**
 * What memory a nanoservice may be given: an engine itself refuses less, and a service that needs
 * more is not one.
 */
export const serviceMemoryBytes = { least: 6 * mebibyte, most: 16 * mebibyte } as const;

/** What a volume may hold where its release does not say, and at most, in MiB. */
export const volumeMiB = { usual: 256, most: 65_536 } as const;

/** The largest file that a meeting may show. */
export const maxContentBytes = 25 * mebibyte;

/** For so long a deleted person can be brought back; then only a pseudonym is left of them. */
export const personUndoDays = 30;

/** So many pieces one meeting shows at most. */
export const maxContentItems = 20;

/** Characters of a password that somebody chooses. */
export const passwordLength = { min: 10, max: 128 } as const;
