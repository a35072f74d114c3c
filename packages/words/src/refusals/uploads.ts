import type { RefusalWords } from './refusal-words.ts';

const kinds = 'A meeting takes PDF, PNG, JPEG, GIF, WebP, AVIF or Markdown.';

/** Why an uploaded file is not taken. */
export const uploadRefusals = {
  cutShort: { message: 'The upload was cut short.', remedy: 'Try again.' },
  noFile: { message: 'No file was sent.', remedy: 'Choose a file.' },
  largeContent: (limit: string): RefusalWords => ({
    message: `The file is larger than ${limit}.`,
    remedy: 'Choose a smaller file, or link to it.',
  }),
  largeImage: {
    message: 'The image is larger than 2 GB.',
    remedy: 'Build it from a smaller base.',
  },
  empty: (file: string): RefusalWords => ({
    message: `“${file}” is empty.`,
    remedy: 'Choose another file.',
  }),
  svg: (file: string): RefusalWords => ({
    message: `“${file}” is SVG, which is not accepted.`,
    remedy: kinds,
  }),
  otherKind: (file: string, kind: string): RefusalWords => ({
    message: `“${file}” is not what it claims: its bytes are ${kind}.`,
    remedy: 'Give it its true name.',
  }),
  notWhatItClaims: (file: string): RefusalWords => ({
    message: `“${file}” is not what it claims to be.`,
    remedy: kinds,
  }),
  notShown: (file: string): RefusalWords => ({
    message: `“${file}” is of a kind that screens do not show.`,
    remedy: kinds,
  }),
  notText: (file: string): RefusalWords => ({
    message: `“${file}” is not what it claims: its bytes are not UTF-8 text.`,
    remedy: 'Save it as Markdown in UTF-8.',
  }),
} as const;

/** What our own disk is in the way with, by the code of the system call that failed. */
const diskTroubles: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  EROFS: 'its disk is read-only',
  EACCES: 'it may not write to its folder for them',
  EPERM: 'it may not write to its folder for them',
  ENOTDIR: 'its folder for them is not a folder',
  EEXIST: 'its folder for them is not a folder',
  EISDIR: 'something else stands in its folder for them',
  EIO: 'its disk fails',
  EMFILE: 'it has too many files open',
  ENFILE: 'its machine has too many files open',
};

/** Why the dashboard cannot store something; null for a code that tells no trouble of its disk. */
export const cannotStore = (
  code: string,
  { what, folder }: { what: 'images' | 'snapshots'; folder: string },
): RefusalWords | null => {
  const trouble = diskTroubles[code];
  if (trouble === undefined) return null;
  return {
    message: `The dashboard cannot store ${what}: ${trouble}.`,
    remedy: `Make room on the disk of ${folder} and let the dashboard write there; then try again.`,
  };
};
