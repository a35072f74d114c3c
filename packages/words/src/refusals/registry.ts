import type { RefusalWords } from './refusal-words.ts';

/** Why the image of a registry is not taken. */
export const registryRefusals = {
  noReference: (text: string): RefusalWords => ({
    message: `“${text}” names no image in a registry.`,
    remedy:
      'Write it as name:version, team/name:version or registry.example/team/name:version, in lower case.',
  }),
  unreachable: (host: string): RefusalWords => ({
    message: `The registry ${host} cannot be reached.`,
    remedy: 'Check the address, and whether it speaks TLS.',
  }),
  largeAnswer: {
    message: 'What the registry answers is too large to be a description of an image.',
  },
  otherConfig: {
    message: 'The registry gives another configuration than its manifest names.',
  },
  hidden: (host: string, name: string): RefusalWords => ({
    message: `The registry ${host} does not show ${name} without credentials.`,
    remedy: 'Save the image with docker save and upload it.',
  }),
  missing: (host: string, name: string, version: string): RefusalWords => ({
    message: `The registry ${host} has no ${name}:${version}.`,
    remedy: 'Check the name and the version.',
  }),
  answered: (host: string, status: number): RefusalWords => ({
    message: `The registry ${host} answered ${String(status)}.`,
    remedy: 'Try again later.',
  }),
  noImage: { message: 'What the registry has there is not an image.' },
  otherArchitectures: (wanted: readonly string[], offered: readonly string[]): RefusalWords => ({
    message:
      offered.length === 0
        ? `There is no image for ${wanted.join(' or ')} there, only for other systems.`
        : `There is no image for ${wanted.join(' or ')} there, only for ${offered.join(', ')}.`,
    remedy: 'Choose a version that is built for what your devices are.',
  }),
  endlessIndex: { message: 'The registry’s index leads to more images than one has.' },
  otherManifest: { message: 'The registry gives another manifest than its index names.' },
  notLinux: (os: string): RefusalWords => ({ message: `The image is for ${os}, not for Linux.` }),
  noLayers: { message: 'The image says that it has no layers.' },
} as const;
