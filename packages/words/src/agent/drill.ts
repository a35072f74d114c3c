/** What an agent says of a drill, and `nanoedge-agent drill`. */
export const drillWords = {
  cutOff: 'cut off from the dashboard for a drill',
  usage: [
    'nanoedge-agent drill: a drill cuts this device off from its dashboard for a while; it begins on the',
    'page of the device and ends by itself.',
    '',
    '  nanoedge-agent drill status     whether there is one, and how long it lasts still',
    '  nanoedge-agent drill end        ends it now',
    '',
    '  --data FOLDER   the data folder of the agent (default: NANOEDGE_AGENT_DATA)',
    '',
  ].join('\n'),
  badOption: (reason: string): string => `${reason}; see nanoedge-agent drill --help`,
  unknown: (words: string): string =>
    `there is no "drill ${words}"; see nanoedge-agent drill --help`,
  none: 'there is no drill',
  lasts: (ms: number): string =>
    `cut off from the dashboard for ${String(Math.ceil(ms / 1000))} s more; nanoedge-agent drill end ends it now`,
  endedHere: 'the drill is over; the device goes back to its dashboard',
  notReady: 'this device is not enrolled yet',
} as const;
