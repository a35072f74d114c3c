/** What the page of one deployment says. */
export const deploymentPageWords = {
  what: 'deployment',
  seeAll: 'See what runs',
  unread: 'The deployment could not be read',
  title: (name: string, device: string): string => `${name} on ${device}`,
  on: 'on',
  runsInstead: (version: string, wanted: string): string =>
    `It runs ${version}; ${wanted} is wanted.`,
  facts: {
    nanoservice: 'Nanoservice',
    release: 'Release',
    image: 'Image',
    port: 'UDP port',
    memory: 'Memory',
    processes: 'Processes',
    initiation: 'Initiation',
    since: 'Running since',
    restarts: 'Restarts',
    volumes: 'Volumes',
    peers: 'Peers',
    id: 'Deployment id',
  },
  release: (version: string, size: string): string => `${version} · ${size}`,
  imageId: 'image id',
  deploymentId: 'deployment id',
  unknown: '–',
  none: 'none',
  memory: (used: string, limit: string): string => `${used} of ${limit}`,
  processes: (limit: number): string => `at most ${limit}`,
  volume: (name: string, path: string, limit: string): string =>
    `${name} at ${path}, at most ${limit}`,
  callsNone: 'calls none',
  config: 'Config',
  changes: 'Changes',
  noChanges: 'It runs as the installation brought it.',
} as const;

/** What the log of a deployment says. */
export const deploymentLogWords = {
  title: 'Log',
  again: 'Read again',
  unread: 'The log could not be read',
  none: 'It has written nothing',
  noneWhy: 'What it writes to its output and its errors shows here.',
  noContainer: 'It has no container now',
  noContainerWhy: 'Its log begins when the next one is made.',
} as const;

/** What the menu of a deployment says. */
export const deploymentMenuWords = {
  label: (name: string, device: string): string => `Actions for ${name} on ${device}`,
  actions: 'Actions',
  open: 'Open',
  snapshots: 'Snapshots',
  changeRelease: 'Change release…',
  changeConfig: 'Change config…',
  restart: 'Restart',
  tryNow: 'Try now, in a fresh container',
  recreate: 'Recreate its container',
  remove: 'Remove…',
  terminate: 'Terminate without snapshot…',
} as const;

/** What a list of deployments says. */
export const deploymentListWords = {
  title: 'Deployments',
  deployment: 'Deployment',
  device: 'Device',
  state: 'State',
  release: 'Release',
  port: 'UDP port',
  memory: 'Memory',
  actions: 'Actions',
  unknown: '–',
  runsInstead: (version: string, wanted: string): string => `runs ${version}, wanted ${wanted}`,
} as const;
