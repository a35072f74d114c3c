import type { RefusalWords } from '../refusals/refusal-words.ts';
import { uploadRefusals } from '../refusals/uploads.ts';

const remedies = {
  rightKind: 'Send what docker save or an OCI image builder wrote.',
  dockerSave: 'Make it with docker save.',
  dockerSaveAgain: 'Make it again with docker save.',
} as const;

/** Why an archive is not one image that can be used. Its files are named as they are in it. */
export const imageArchiveRefusals = {
  noTar: { message: 'This is no tar archive.', remedy: remedies.rightKind },
  cutShort: {
    message: 'The archive is damaged or was cut short.',
    remedy: 'Make it again and send it again.',
  },
  empty: { message: 'The archive is empty.', remedy: remedies.rightKind },
  tooLarge: uploadRefusals.largeImage,
  tooManyEntries: { message: 'The archive has too many entries for an image.' },
  outside: (entry: string): RefusalWords => ({
    message: `The archive has an entry “${entry}”, which points outside of it.`,
    remedy: remedies.dockerSave,
  }),
  largeDocument: (file: string): RefusalWords => ({
    message: `${file} is too large to be one.`,
  }),
  noManifest: {
    message: 'The archive holds no image: it has neither manifest.json nor index.json.',
    remedy: remedies.dockerSave,
  },
  noneSaved: { message: 'The archive has no image.', remedy: 'Save one with docker save.' },
  noneInLayout: { message: 'The archive has no image.', remedy: 'Save one into an OCI archive.' },
  several: (images: readonly string[]): RefusalWords => ({
    message: `The archive has several images: ${images.join(', ')}.`,
    remedy: 'Save each into an archive of its own.',
  }),
  otherPlatforms: (wanted: readonly string[], offered: readonly string[]): RefusalWords => ({
    message: `The archive has images for ${offered.join(', ')}, and no device is one of them.`,
    remedy: `Build it for ${wanted.join(' or ')}, which your devices are.`,
  }),
  lacksConfig: (file: string): RefusalWords => ({
    message: `The archive lacks the image’s config (“${file}”).`,
    remedy: remedies.dockerSaveAgain,
  }),
  lacksLayer: (file: string, number: number, layers: number): RefusalWords => ({
    message: `The archive lacks layer ${String(number)} of ${String(layers)} (“${file}”).`,
    remedy: remedies.dockerSaveAgain,
  }),
  otherDigest: (file: string): RefusalWords => ({
    message: `“${file}” is damaged: it has another digest.`,
  }),
  damaged: (file: string): RefusalWords => ({
    message: `“${file}” is damaged: its SHA-256 is not the one that the archive names.`,
    remedy: 'Make the archive again.',
  }),
  otherSystem: (os: string): RefusalWords => ({
    message: `This image is for ${os}; devices run Linux.`,
    remedy: 'Build it for linux.',
  }),
  manyLayers: (most: number): RefusalWords => ({
    message: `The image has more than ${String(most)} layers.`,
    remedy: 'Build it with fewer.',
  }),
  noLayers: { message: 'The image has no layers.' },
  otherCount: (listed: number, layers: number): RefusalWords => ({
    message: `The archive lists ${String(listed)} layers, the image has ${String(layers)}.`,
  }),
} as const;

/** One of several images of an archive, by its name and what it runs on. */
export const imageOf = (name: string, architecture: string | null): string =>
  [name, architecture].filter(Boolean).join(' for ');
