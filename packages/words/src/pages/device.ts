/** What the page of one device says. */
export const deviceWords = {
  what: 'device',
  seeAll: 'See all devices',
  unread: 'The device could not be read',
  offline: {
    before: 'Offline since ',
    after: '. Its services go on working there; changes will apply when it returns.',
  },
  lastKnown: { before: 'Last known to be so ', after: '.' },
  roomScreen: 'Room screen',
  terminateAll: 'Terminate all on this device…',
  services: 'Services',
  noServices: 'Nothing should run here',
  addService: 'Add a nanoservice to it under Nanoservices.',
  changes: 'Changes',
  noChanges: 'Everything runs as the installation brought it.',
  things: 'Things',
  noThings: 'No sensor, light or screen is attached to this device.',
  events: 'Recent events',
  allEvents: 'All of this device',
  eventsUnread: 'The events could not be read',
  noEvents: 'This device has reported nothing yet',
} as const;

/** What the dialog says in which a device is named and moved. */
export const editDeviceWords = {
  edit: 'Edit…',
  title: (name: string): string => `Edit ${name}`,
  zone: 'Zone where it stands',
  zoneHint:
    'Its sensors, lights and screen that stand in the same zone move along. Services keep their config: where one names a zone or a room, change it on its page.',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved. Pages and the device follow now.',
  undone: 'Undone. It is as it was before.',
  notUndone: (why: string): string => `It could not be undone. ${why}`,
} as const;

/** What is said of a device's computer and agent. */
export const hostWords = {
  engine: 'Docker Engine',
  engineIs: (version: string | null, arch: string | null): string =>
    `${version ?? '?'} · ${arch ?? '?'}`,
  unreachable: 'not answering',
  images: 'Its images',
  imagesHint:
    'Unpacked: the layers as they lie in an archive, each once. Packed: what a pull from a registry moves.',
  load: 'Load (1 min)',
  loadOn: (load: string, cores: number): string => `${load} on ${cores} cores`,
  memory: 'Memory free',
  memoryOf: (free: string, all: string): string => `${free} of ${all}`,
  disk: 'Disk free',
  agent: 'Agent',
  agentIs: (version: string, memory: string | null): string =>
    memory === null ? version : `${version} · ${memory}`,
  address: 'Address',
  addressLabel: 'address',
  desired: 'Desired state',
  revision: (desired: number): string => `revision ${desired}`,
  runsRevision: (applied: number | null): string => `, runs ${applied ?? 'none'}`,
  waiting: 'Events waiting',
  unnamed: 'Unnamed volumes',
  unnamedAre: (count: number): string => `${String(count)} that no container uses`,
  /** How they came to be, and how they go. */
  unnamedWhy:
    'Earlier releases left one with every change of a service whose image declares a volume; other programs leave them, too, so none is deleted here. On the device, docker volume ls -f dangling=true lists them, docker volume prune deletes them.',
  zone: 'Zone',
  enrolled: 'Enrolled',
  notYet: 'not yet',
  fingerprint: 'Key fingerprint',
  fingerprintLabel: 'key fingerprint',
  labels: 'Labels',
} as const;

/** What the table of a device's services says. */
export const serviceTableWords = {
  title: 'Services',
  runs: (version: string): string => `runs ${version}`,
  service: 'Service',
  state: 'State',
  release: 'Release',
  image: 'Image',
  initiation: 'Initiation',
  memory: 'Memory',
  limit: (size: string): string => `limit ${size}`,
  since: 'Running since',
  restarts: 'Restarts',
  imageId: 'Image id',
  imageIdOf: (name: string): string => `image id of ${name}`,
  actions: 'Actions',
} as const;
