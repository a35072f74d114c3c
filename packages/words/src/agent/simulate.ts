/** What `nanoedge-agent simulate` says, and what the agent answers to it. */
export const simulateCommandWords = {
  usage: [
    'nanoedge-agent simulate: lets simulated people in and out at this device, without the dashboard.',
    '',
    '  nanoedge-agent simulate walk-in --person NAME [--for SECONDS]',
    '  nanoedge-agent simulate walk-in --key KEY [--for SECONDS]',
    '  nanoedge-agent simulate leave --person NAME | --key KEY',
    '  nanoedge-agent simulate everybody leaves',
    '',
    '  --person NAME   somebody whom this device was told of, by name or id',
    '  --key KEY       what somebody carries; a key of nobody is a stranger',
    '  --for SECONDS   how long they stay; without it until they are told to leave',
    '  --data FOLDER   the data folder of the agent (default: NANOEDGE_AGENT_DATA)',
    '',
    'Only the simulated sensors of this device see them; walk on at the next device by the same command there.',
    '',
  ].join('\n'),
  unknown: (words: string): string =>
    `there is no "simulate ${words}"; see nanoedge-agent simulate --help`,
  badOption: (reason: string): string => `${reason}; see nanoedge-agent simulate --help`,
  whoMissing: 'say who: --person NAME or --key KEY',
  whoTwice: 'say --person or --key, not both',
  forOnlyIn: '--for is of walk-in only',
  badSeconds: '--for must be a number of seconds between 1 and 86400',
  badKey: '--key must be 1 to 64 characters without spaces at its ends',
  noFolder: 'the data folder is not known: say --data FOLDER or set NANOEDGE_AGENT_DATA',
  noAgent: (socket: string): string =>
    `no agent answers at ${socket}; is it running, and is this its data folder?`,
  noSensors:
    'this device has no simulated sensor, so nobody can be walked in here; do it at a device that has one',
  noPeople:
    'this device was told of no people, so they are not known here by name; say --key KEY instead',
  nobody: (name: string): string =>
    `this device knows nobody called "${name}"; say their name as in the dashboard, or --key KEY`,
  several: (name: string, ids: readonly string[]): string =>
    `several people are called "${name}"; say --person with one of ${ids.join(', ')}`,
  noKey: (name: string): string => `${name} carries no key, so no scanner could hear them`,
  notInside: (name: string): string => `${name} was not walked in here`,
  notReady: 'this device is not enrolled yet',
  badRequest: 'the request is not one of this agent’s',
  entered: (name: string, zones: readonly string[]): string => `${name} is in ${zones.join(', ')}`,
  left: (name: string): string => `${name} left`,
  everybodyLeft: 'everybody left',
} as const;
