import type { RefusalWords } from './refusal-words.ts';

const kinds = 'A meeting takes PDF, PNG, JPEG, GIF, WebP, AVIF or Markdown.';

const makeRoom = (setting: string): string =>
  [
    'Take files that nobody needs out of meetings:',
    'what no meeting has is deleted some days later.',
    `Or ask whoever runs the dashboard for more (${setting}).`,
  ].join(' ');

/** Why an uploaded file is not taken. */
export const uploadRefusals = {
  cutShort: { message: 'The upload was cut short.', remedy: 'Try again.' },
  noFile: { message: 'No file was sent.', remedy: 'Choose a file.' },
  largeContent: (limit: string): RefusalWords => ({
    message: `The file is larger than ${limit}.`,
    remedy: 'Choose a smaller file, or link to it.',
  }),
  fullAccount: (limit: string): RefusalWords => ({
    message: `With this file you would have more than ${limit} here.`,
    remedy: makeRoom('NANOEDGE_UPLOADS_ACCOUNT_MB'),
  }),
  fullDashboard: (limit: string): RefusalWords => ({
    message: `With this file there would be more than ${limit} of meetings’ files here.`,
    remedy: makeRoom('NANOEDGE_UPLOADS_ALL_MB'),
  }),
  fullImages: (limit: string): RefusalWords => ({
    message: `With this image there would be more than ${limit} of images here.`,
    remedy: [
      'An upload that no release was made of is deleted a day later; releases keep theirs.',
      'Ask whoever runs the dashboard for more (NANOEDGE_IMAGES_ALL_MB).',
    ].join(' '),
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
  blank: (file: string): RefusalWords => ({
    message: `“${file}” has no text in it.`,
    remedy: 'Choose another file.',
  }),
  otherProgram: (file: string, what: 'picture' | 'document'): RefusalWords => ({
    message: `“${file}” is of a kind that screens do not show.`,
    remedy: what === 'picture' ? 'Save it as PNG or JPEG.' : 'Save it as PDF.',
  }),
  brokenImage: (file: string): RefusalWords => ({
    message: `“${file}” is damaged or was cut short: the picture is not whole.`,
    remedy: 'Save or download it again.',
  }),
  hugeImage: (
    file: string,
    { width, height }: { width: number; height: number },
  ): RefusalWords => ({
    message: `“${file}” has ${width} × ${height} pixels, more than a room screen can hold.`,
    remedy: 'Make it smaller: 3840 × 2160 is as sharp as the screen.',
  }),
} as const;

/** Why a PDF is not taken, by what is in the way of showing it. */
export const pdfRefusals = {
  password: (file: string): RefusalWords => ({
    message: `“${file}” has a password, and the room screen cannot ask for it.`,
    remedy: 'Save it without a password.',
  }),
  broken: (file: string): RefusalWords => ({
    message: `“${file}” is damaged or was cut short: the PDF cannot be read.`,
    remedy: 'Save or download it again.',
  }),
  empty: (file: string): RefusalWords => ({
    message: `“${file}” has no pages.`,
    remedy: 'Choose another file.',
  }),
  large: (file: string): RefusalWords => ({
    message: `“${file}” needs more memory to draw than a room screen has.`,
    remedy: 'Save it with smaller pictures, 150 dots per inch are enough.',
  }),
  slow: (file: string): RefusalWords => ({
    message: `“${file}” takes too long to draw.`,
    remedy: 'Save it simpler, or as pictures of its pages.',
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
