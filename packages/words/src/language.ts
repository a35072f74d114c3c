/** The language that people read; every format and catalogue of this package is in it. */
export const language = 'en-GB';
