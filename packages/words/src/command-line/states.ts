/** What `status` and `lab status` call the states of the site's parts, by their names in JSON. */
const siteStates: Readonly<Record<string, string>> = {
  answering: 'answering',
  'not answering': 'not answering',
  'agent not answering': 'agent not answering',
  running: 'running',
  stopped: 'stopped',
  connected: 'connected',
  cut: 'cut',
  absent: 'absent',
  expected: 'expected: it has never been here',
};

/** A state of a part of the site; one that only the agent knows is said as it says it. */
export const siteStateWord = (state: string): string => siteStates[state] ?? state;

/** What `up` still waits for. */
export const notReadyYet = {
  dashboard: (state: string): string => `dashboard: ${siteStateWord(state)}`,
  device: (name: string, state: string): string => `${name}: ${siteStateWord(state)}`,
  atWork: (device: string): string => `${device}: still at work`,
} as const;

/** What `status` prints: the dashboard and its engine, then each device. */
export const statusLines = {
  notHere: 'nanoedge is not running here; start it with ./nanoedge up',
  dashboard: (url: string, state: string): string => `Dashboard  ${url}  ${siteStateWord(state)}`,
  engine: (dockerHost: string): string => `Engine     ${dockerHost}`,
  labEngines: 'Engine     one a device, in the lab',
  device: (name: string, state: string): string => `${name}  ${siteStateWord(state)}`,
  deviceWithoutEngine: (name: string, state: string, last: string): string =>
    `${name}  ${siteStateWord(state)}, its engine does not answer (it last did ${last})`,
  was: (state: string, ago: string): string => `was ${state} ${ago}`,
  unknownWhen: 'at an unknown time',
} as const;
