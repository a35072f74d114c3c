import { decimal, plural } from '../numbers.ts';

/** What the page says that makes a nanoservice or a release of one. */
export const createWords = {
  title: 'Create a nanoservice',
  titleOf: (nanoservice: string): string => `New release of ${nanoservice}`,
  subtitle: 'An image, and what it may ask of a device. Adding it to devices comes after.',
  unread: 'The releases could not be read',
  whatItIs: 'What it is',
  name: 'Name',
  nameHint: 'lower-case letters, digits and -',
  exists: 'It is there already: this makes a new release of it',
  nameProblem: '1 to 40 lower-case letters, digits or -, letter first',
  version: 'Version',
  versionProblem: 'Letters, digits, . _ or -',
  description: 'Description',
  descriptionHint: 'optional; what it does, in a sentence',
  whatItAsks: 'What it may ask of a device',
  incomplete: 'Some fields are not complete.',
  creating: 'Creating…',
  createRelease: 'Create release',
  createNanoservice: 'Create nanoservice',
  ready: (nanoservice: string, version: string): string =>
    `${nanoservice} ${version} is ready to be added to devices`,
} as const;

/** What the field says that asks for the image of a release. */
export const imageSourceWords = {
  title: 'Its image',
  from: 'Where the image comes from',
  sources: { template: 'Template', upload: 'Archive', registry: 'Registry' },
  noArchive: 'Choose an image archive',
  noReference: 'Name an image in a registry',
  image: 'Image',
  imageHint:
    'as with Docker: name:version of Docker Hub, or registry.example/team/name:version. Devices pull it themselves; of one that wants a password the dashboard does, once it is entered under',
  template: 'Template',
  templateHint: 'its image is used, and what it asks of a device',
  beginWith: 'Begin with the spec of',
  beginWithHint: 'only what it asks of a device; the image is the one above',
  noRelease: 'No release is here yet',
  release: (nanoservice: string, release: string): string => `${nanoservice} ${release}`,
  onThisComputer: {
    before: 'An image that is on this computer comes in with',
    deploy: './nanoedge deploy --image NAME',
    between: ', or with',
    save: 'docker save NAME > file.tar',
    after: 'and the upload here.',
  },
} as const;

/** What the place says that takes an image archive. */
export const imageDropWords = {
  drop: {
    before: 'Drop what',
    command: 'docker save NAME > file.tar',
    after: 'wrote, or an OCI archive',
  },
  choose: 'Choose an archive',
  archive: 'Image archive',
  sending: (sent: string, bytes: string): string => `Sending ${sent} of ${bytes}`,
  reading: 'Reading its layers and checking them…',
  upload: (file: string): string => `Upload of ${file}`,
  stop: 'Stop',
  unnamed: 'An image without a name',
  content: (size: string, layers: number, architecture: string): string =>
    `${size} in ${plural(layers, 'layer')}, ${architecture} ·`,
  imageId: 'image id',
  volumes: (paths: string): string =>
    `It declares volumes: ${paths}. Each becomes one of the release.`,
  setuid: (paths: string): string =>
    `It has set-user-id files: ${paths}. Containers give them no rights.`,
  unread: 'Its files could not be looked at.',
  another: 'Take another image',
  refused: (file: string, problem: string): string => `${file} was not taken: ${problem}`,
} as const;

/** What the fields say that ask what a release may ask of a device. */
export const specWords = {
  schema: 'Config schema (JSON Schema)',
  schemaHint: 'optional; the config form is made from it, and every config is checked against it',
  config: 'Default config',
  configHint: 'what a new deployment starts with',
  needs: 'Things that the device must have',
  volumes: 'Volumes, kept when the container is replaced',
  volumeName: 'Name',
  volumeNameProblem: 'Lower-case letters, digits or -',
  volumePath: 'Path in the container',
  volumePathProblem: 'An absolute path, such as /data',
  volumeLimit: 'At most (MiB)',
  volumeLimitProblem: (most: number): string =>
    `A whole number from 1 to ${decimal(most, 0)}, or nothing for the usual`,
  takeOutVolume: (name: string): string => `Take out the volume ${name}`,
  addVolume: 'Add a volume',
  memory: 'Memory limit (MiB)',
  memoryProblem: 'At least 1 MiB',
  pids: 'Processes at most',
  pidsProblem: 'A whole number from 1 to 512',
  roster: 'Is given the roster: names and keys of everybody, and who is invited to which meeting',
  published: 'Gets a UDP port, so that services of other devices can call it',
  network: 'Reaches the local network and the Internet, and not only its peers',
} as const;
