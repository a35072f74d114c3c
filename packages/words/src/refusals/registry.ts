import type { RefusalWords } from './refusal-words.ts';

/** What is wrong with a field of a registry. */
export const registryProblems = {
  username: 'may have no colon: what stands behind one may be the password',
} as const;

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
  unreachableThrough: (host: string, proxy: string): RefusalWords => ({
    message: `The registry ${host} cannot be reached through the proxy ${proxy}.`,
    remedy:
      'Check the proxy and its password (HTTPS_PROXY), or list the registry in NO_PROXY to ask it directly.',
  }),
  brokeOff: (host: string): RefusalWords => ({
    message: `The registry ${host} broke off in the middle of an image.`,
    remedy: 'Try again.',
  }),
  sentElsewhere: (host: string): RefusalWords => ({
    message: `The registry ${host} sends us elsewhere, which is not followed.`,
    remedy: 'Name the registry that has the image itself, one with TLS.',
  }),
  sentInside: (host: string): RefusalWords => ({
    message: `The registry sends us to ${host}, which is inside a network and not its own host.`,
    remedy: `If ${host} belongs to the registry, list it in NANOEDGE_REGISTRY_HOSTS and start the dashboard again.`,
  }),
  noHost: (text: string): RefusalWords => ({
    message: `“${text}” is not the address of a registry.`,
    remedy: 'Write it as registry.example or registry.example:5000.',
  }),
  noRegistry: (host: string): RefusalWords => ({
    message: `What answers at ${host} is not a registry.`,
    remedy: 'Check the address and the port.',
  }),
  refusedPassword: (host: string, username: string): RefusalWords => ({
    message: `The registry ${host} refuses this password of ${username}.`,
    remedy: 'Check both; many registries want an access token in place of the password.',
  }),
  wantsPassword: (host: string): RefusalWords => ({
    message: `The registry ${host} wants a name and a password.`,
    remedy: 'Enter both.',
  }),
  halfCredentials: {
    message: 'A password needs the name that it belongs to.',
    remedy: 'Enter both, or neither.',
  },
  alreadyThere: (host: string): RefusalWords => ({
    message: `The registry ${host} is there already.`,
    remedy: 'Replace its password.',
  }),
  unreadablePassword: (host: string): RefusalWords => ({
    message: `The password that is kept for ${host} cannot be read: the key that it was kept with is not there any more.`,
    remedy: 'Enter the password again on the page Registries.',
  }),
  otherLayer: { message: 'The registry gives another layer than the image names.' },
  largeAnswer: {
    message: 'What the registry answers is too large to be a description of an image.',
  },
  otherConfig: {
    message: 'The registry gives another configuration than its manifest names.',
  },
  hidden: (host: string, name: string): RefusalWords => ({
    message: `The registry ${host} does not show ${name} without credentials.`,
    remedy: 'Enter its name and password on the page Registries.',
  }),
  hiddenFrom: (host: string, name: string, username: string): RefusalWords => ({
    message: `The registry ${host} does not show ${name} to ${username}.`,
    remedy: 'Try the password on the page Registries, and check what the account may read.',
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
