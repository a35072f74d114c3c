/** What the help says of the commands that change what runs. */
export const followHelp = {
  json: 'print the run as JSON when it has ended',
  noWait: 'return as soon as the change is accepted',
  after: '\nFollows the run on standard error. Exit code 0 only when it is done.',
} as const;

export const deployHelp = {
  about: 'add a nanoservice to devices, or change the deployment of that --name where there is one',
  device: 'name or id; may be given several times',
  release: 'version to run (the newest)',
  name: 'name of the deployment (made from the nanoservice)',
  config: 'JSON file with the config, - for standard input (the default of the release)',
  port: 'UDP port at the address of the device (the next free one)',
  peer: 'deployment that it calls; may be given several times',
  image: 'make a release of this image of the local engine first',
  registryImage: 'make a release of this image of a registry first; engines pull it from there',
  version: 'version of the release that is made',
  spec: 'JSON of what the release that is made asks for (as the newest release; of a new nanoservice: nothing)',
  like: 'the release that is made asks for the same as the newest one of this nanoservice',
} as const;

/** How a command's deployment may be named. */
export const deploymentHelp = 'name, DEVICE/NAME or id';

export const removeHelp = {
  about: 'take a deployment away, after a snapshot of it was stored and read back',
  withoutSnapshot: 'terminate without snapshot: what is in its volumes is lost',
  leaveOut: 'agree to lose what a snapshot cannot hold, as the removal before named it',
} as const;

export const restartHelp = {
  about: 'start a deployment anew as it is, also one that is tried slowly',
  recreate: 'in a fresh container; its volumes stay',
} as const;

export const undoHelp = {
  about: 'bring back what a removal took away',
  run: 'id of a removal, or its beginning',
} as const;

export const restoreHelp = {
  about: 'bring a snapshot back',
  device: 'to another device',
  name: 'under another name',
} as const;

export const runsHelp = {
  about: 'what was changed, newest first',
  open: 'only what goes on now',
  device: 'only on this device',
  limit: 'how many at most',
} as const;

export const snapshotsHelp = {
  about: 'backups of deployments: volumes, config and release',
  snapshot: 'id, or its beginning',
  list: 'all snapshots, newest first',
  get: 'download a snapshot',
  file: 'where to write it, - for standard output (the name that the dashboard gives it)',
  put: 'give a downloaded snapshot to the dashboard',
  remove: 'delete a snapshot',
} as const;
