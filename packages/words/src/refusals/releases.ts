import type { RefusalWords } from './refusal-words.ts';

/** Why a nanoservice or a release cannot be made as it was asked for. */
export const releaseRefusals = {
  version: 'a version is letters, digits, . _ or -',
  uploadGone: {
    message: 'This upload is not there any more.',
    remedy: 'Upload the image again.',
  },
  versionTaken: (nanoservice: string, version: string): RefusalWords => ({
    message: `${nanoservice} has a release ${version} already.`,
    remedy: 'Choose another version.',
  }),
  sameImage: (nanoservice: string, version: string): RefusalWords => ({
    message: `This very image is the release ${version} of ${nanoservice} already.`,
    remedy: 'Deploy that one, or choose another image.',
  }),
  noSpec: (nanoservice: string): RefusalWords => ({
    message: `${nanoservice} is new: say what it asks for.`,
    remedy: 'Give config, volumes, limits and needs.',
  }),
  memory: {
    message: 'A nanoservice may have 6 to 16 MiB of memory.',
    remedy: 'Choose a limit in that range.',
  },
  processes: { message: 'A nanoservice may have 1 to 512 processes.' },
  volumeTwice: (name: string): RefusalWords => ({ message: `There are two volumes “${name}”.` }),
  noFolder: (path: string): RefusalWords => ({
    message: `“${path}” is not a folder inside the container.`,
  }),
  systemFolder: (folder: string): RefusalWords => ({
    message: `A volume cannot be mounted in ${folder}.`,
    remedy: 'Use a folder such as /data.',
  }),
  insideEachOther: (path: string, other: string): RefusalWords => ({
    message: `“${path}” and “${other}” are inside each other.`,
  }),
  noSchema: (why: string): RefusalWords => ({
    message: `The config schema is not JSON Schema (draft 2020-12): ${why}.`,
    remedy: 'Correct it, or leave it out.',
  }),
} as const;

const badManifest = (label: string, field: string, what: string): RefusalWords => ({
  message: `The image’s manifest (label ${label}) is not valid: ${field === '' ? '' : `${field}: `}${what}.`,
  remedy: 'Correct it where the image is built, or build the image without that label.',
});

/** Why what an image says of itself, in this label, cannot be used. */
export const manifestRefusals = {
  notJson: (label: string): RefusalWords => badManifest(label, '', 'it is not JSON'),
  noSuchField: (label: string, field: string): RefusalWords =>
    badManifest(label, field, 'there is no such field'),
  /** `why` as the schema says it; no field: the whole manifest. */
  field: (label: string, field: string, why: string | undefined): RefusalWords =>
    badManifest(label, field, why ?? 'it cannot be read'),
} as const;

/** What is wrong with a field of a config, to be read after the field's name. */
export const configFieldProblems = {
  missing: 'is missing',
  unknown: 'is not known to this nanoservice',
  oneOf: (values: readonly string[]): string => `must be one of ${values.join(', ')}`,
  invalid: 'is not valid',
} as const;
