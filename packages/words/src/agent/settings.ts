/** What each setting of an agent means. */
export const agentSettingWords = {
  data: 'folder for the identity, desired state, outbox and content (required)',
  name: 'name of this device in the dashboard (required)',
  dashboard: 'http(s) address of the dashboard (default: as the join token says)',
  joinKey:
    'file with a one-time join token; read when it is there, and deleted once the device has enrolled',
  engine:
    'unix:///path or tcp://127.0.0.1:port of the engine (default unix:///var/run/docker.sock); memory: for none, to try the dashboard',
  displayPort: 'TCP port of the room screen; absent or 0: this device has no screen',
  displayHost: 'address that the room screen listens on (default 0.0.0.0)',
  displayUrl: 'address of the room screen as browsers reach it (default: found out)',
  address:
    'IPv4 address at which other devices reach this one (default: gateway of its own bridge)',
  pools:
    'IPv4 networks, separated by commas, that the network of the services may be in (default: where the engine wants)',
  proxy: 'HTTP proxy to the dashboard, http://[name:password@]host:port (default: none)',
  noProxy:
    'hosts, .domains and networks (10.0.0.0/8) without a proxy, separated by commas; this machine never has one',
  logLevel: 'trace, debug, info, warn, error or silent (default info)',
  bus: 'the system bus, for Bluetooth (default unix:path=/run/dbus/system_bus_socket)',
  outboxEvents: 'how many events wait for the dashboard at most (default 200000)',
  outboxMiB: 'how many MiB of events wait for the dashboard at most (default 64)',
  testClock:
    'for tests only, with NANOEDGE_TEST_MODE=on: file that says by how many ms the clock is ahead',
} as const;

/** What the program of an agent says on the command line. */
export const agentProgramWords = {
  what: 'nanoedge agent: runs the nanoservices of one device.',
  simulate:
    'nanoedge-agent simulate --help: lets simulated people in at this device, without the dashboard.',
  drill:
    'nanoedge-agent drill --help: whether this device is cut off for a drill, and to end that.',
  settings: 'Settings (environment variables):',
  problem: (problem: string): string => `agent: ${problem}\n`,
  noPage: 'agent: the page of the room screen is not built; run the build script of apps/agent\n',
} as const;

/** What is wrong with a setting of an agent. */
export const agentSettingProblems = {
  all: (problems: readonly string[]): string =>
    `the settings cannot be used: ${problems.join('; ')}`,
  engine: 'DOCKER_HOST must be unix:///path or tcp://127.0.0.1:port',
  openEngine: (host: string): string =>
    `DOCKER_HOST: tcp://${host} is not protected, and whoever reads or fakes it is root on that machine; run the agent there with unix:///…, or make a tunnel that begins at 127.0.0.1`,
  address: (name: string): string => `${name} must be an http:// or https:// address`,
  pool: (pool: string): string =>
    `NANOEDGE_ADDRESS_POOLS: ${pool} is not an IPv4 network from /8 to /28, as 10.77.0.0/16`,
  poolBits: (pool: string, network: string): string =>
    `NANOEDGE_ADDRESS_POOLS: ${pool} has bits behind its mask; write ${network}`,
  poolsOverlap: (one: string, other: string): string =>
    `NANOEDGE_ADDRESS_POOLS: ${one} and ${other} overlap; leave one out`,
  proxy: (name: string): string => `${name} must be the http:// or https:// address of a proxy`,
  port: (name: string): string => `${name} must be a port between 0 and 65535`,
  count: (name: string, least: number, most: number): string =>
    `${name} must be a whole number from ${String(least)} to ${String(most)}`,
  missing: (name: string): string => `${name} is missing`,
  longName: 'NANOEDGE_AGENT_NAME is longer than 64 characters',
  logLevel: (levels: readonly string[]): string =>
    `NANOEDGE_LOG_LEVEL must be one of ${levels.join(', ')}`,
  ipAddress: 'NANOEDGE_ADDRESS must be an IPv4 address',
  testClock: 'NANOEDGE_TEST_CLOCK is for tests: remove it, or say NANOEDGE_TEST_MODE=on as well',
  newerData: (found: number, known: number): string =>
    `the data folder was written by a newer agent (its database has version ${found}, this agent knows up to ${known}); install that agent again, or a newer one`,
} as const;
