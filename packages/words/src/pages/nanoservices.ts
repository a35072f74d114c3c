/** What the Nanoservices page and its matrix say. */
export const nanoservicesWords = {
  title: 'Nanoservices',
  subtitle: 'What runs where, and what does it cost?',
  onDevices: 'Nanoservices on devices',
  nanoservice: 'Nanoservice',
  search: 'Find a nanoservice or device',
  find: 'Find',
  terminateAll: 'Terminate all…',
  create: 'Create nanoservice',
  registries: 'Registries',
  unread: 'The nanoservices could not be read',
  noDevice: 'No device to run on yet',
  noDeviceNext: 'Nanoservices run on devices. Enrol one under Devices first.',
  noneFound: 'No nanoservice or device has that name',
  fewer: 'Try fewer letters.',
  showAll: 'Show all',
  noRelease: 'no release yet',
  release: (release: string, size: string): string => `${release} · ${size}`,
  run: (title: string, progress: string): string => `${title}: ${progress}`,
  runBefore: (title: string): string => `${title}: `,
  device: {
    actions: (device: string): string => `Actions for ${device}`,
    open: (device: string): string => `Open ${device}`,
    terminateAll: (device: string): string => `Terminate all on ${device}…`,
  },
  cell: {
    add: (nanoservice: string, device: string): string => `Add ${nanoservice} to ${device}`,
    checking: (nanoservice: string, device: string): string =>
      `Can ${device} run ${nanoservice}? Checking…`,
    noRelease: (nanoservice: string): string =>
      `${nanoservice} has no release yet. Press to create one.`,
  },
} as const;

/** What the comparison with the images of the paper says. */
export const footprintWords = {
  title: 'Footprint',
  source: 'paper: its Table IV; memory and initiation: the worst of the deployments',
  label: 'Footprint of each nanoservice',
  nanoservice: 'Nanoservice',
  release: 'Release',
  image: 'Image',
  paper: 'In the paper',
  notInPaper: 'not in it',
  megabytes: (number: string): string => `${number} MB`,
  scale: 'On one scale',
  smaller: 'Smaller by',
  times: (times: number): string => `${times} ×`,
  memory: 'Memory',
  initiation: 'Initiation',
  answering: 'Answering',
  of: (running: number, wanted: number): string => `${running} of ${wanted}`,
  unknown: '–',
} as const;
