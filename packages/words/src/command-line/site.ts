/** Why a command of the site cannot be carried out. */
export const siteProblems = {
  notHere: 'nanoedge is not running here; start it with ./nanoedge up, or set NANOEDGE_URL.',
  noAdmin: 'This installation has no admin yet; start it with ./nanoedge up.',
  noSite: 'The dashboard has no site yet.',
  onOneEngine: 'The site runs on one engine here; ./nanoedge down first, then up --lab.',
  fewDevices: (needed: number): string =>
    `The demo site needs ${needed} devices; run: ./nanoedge lab up --devices ${needed}`,
  /** `log`: its last lines. */
  notUp: (log: string): string => `The dashboard did not come up:\n${log}`,
  ended: (program: string, log: string): string => `${program} ended:\n${log}`,
  endedAtStart: (program: string, log: string): string => `${program} ended at its start:\n${log}`,
  tooSlow: (log: string): string => `The dashboard does not answer after a minute:\n${log}`,
  /** `waiting`: what does not answer; `said`: what each agent that is apart said last. */
  notAnswering: (waiting: string, said: string): string =>
    `Not everything answers after 90 seconds: ${waiting}${said}`,
  lines: (text: string): string => `--lines must be a whole number, not "${text}".`,
  noLogs: 'There are no logs yet; start the site with ./nanoedge up.',
  notRunning: 'The site is not running; start it with ./nanoedge up.',
  noProcess: (name: string, known: string): string =>
    `Nothing here is called "${name}". There are: ${known}`,
  nothingSent: 'The dashboard sent nothing.',
  fileThere: (file: string): string => `${file} is there already; choose another name.`,
  otherBytes: 'What arrived is not what the dashboard stored (its SHA-256 differs); try again.',
  noFile: (file: string): string => `There is no file ${file}.`,
} as const;

/** What `up` and `dev` say of the site when it is up: where it is, and who may sign in. */
export const readyLines = {
  readyIn: (span: string): string => `  Ready in ${span}`,
  dashboard: (url: string): string => `  Dashboard    ${url}`,
  roomScreen: (url: string): string =>
    `  Room screen  ${url} (pair it with the code that it shows: nanoedge screens approve CODE)`,
  allAddresses: '  The dashboard listens on all addresses of this machine.',
  signInFile: (file: string): string => `  Sign-in      in ${file}`,
  admin: (email: string, password: string): string => `  Admin        ${email}  ${password}`,
  alice: (email: string, password: string): string => `  Alice        ${email}  ${password}`,
  following: '  Following the logs; Ctrl-C stops the site.',
  reloads: '  Pages show changes at once; the server does after a restart. Ctrl-C ends it.',
  failed: (service: string): string => `${service} has failed; ./nanoedge logs ${service} says why`,
} as const;

/** What `down` says that it took away, and what it left. */
export const downLines = {
  removed: ({
    containers,
    networks,
    volumes,
  }: Record<'containers' | 'networks' | 'volumes', number>): string =>
    `${containers} containers, ${networks} networks, ${volumes} volumes removed`,
  kept: (folder: string): string =>
    `Kept: the data in ${folder} and the services' volumes (down --purge deletes both)`,
  engineInUse: (others: { containers: number; devices: number }, pid: number): string => {
    const found = [
      ...(others.containers > 0 ? [`${others.containers} containers`] : []),
      ...(others.devices > 0 ? [`the networks of ${others.devices} devices`] : []),
    ];
    const engine = `the Docker Engine that we started (pid ${pid})`;
    return `Kept: ${engine}: ${found.join(' and ')} of others are there`;
  },
  engineSilent: (pid: number): string =>
    `Kept: the Docker Engine that we started (pid ${pid}): it does not answer, so whether others use it is not known`,
  left: (host: string, file: string): string =>
    `Left: the containers, networks and volumes in the Docker Engine at ${host}, which does not answer. Start it and run down --purge again (${file} is kept for that), or remove them by hand:`,
  byHand: (label: string, devices: readonly string[]): string[] => [
    `for d in ${devices.join(' ')}; do`,
    `  docker ps -aq --filter label=${label}=$d | xargs -r docker rm -f`,
    `  docker network ls -q --filter label=${label}=$d | xargs -r docker network rm`,
    `  docker volume ls -q --filter label=${label}=$d | xargs -r docker volume rm`,
    'done',
  ],
  keptOfLab: (folder: string): string =>
    `Kept: the data in ${folder} (down --purge deletes them); the volumes were in the lab's engines`,
} as const;

/** Why there is no new nanoservice, or no result of the tests. */
export const checkoutProblems = {
  /** `why` as the schema says it. */
  badName: (name: string, why: string): string => `“${name}” cannot be its name: ${why}.`,
  nameTaken: (path: string): string =>
    `${path} is there already; choose another name, or remove it first.`,
  part: (known: readonly string[], name: string): string =>
    `--only takes ${known.join(', ')}, not "${name}".`,
  noReport: (path: string): string =>
    `The test runner left no report at ${path}; it must have ended early.`,
} as const;

/** How `test` ends. */
export const testLines = {
  /** `why` is what the program said in the end. */
  notChecked: (what: string, why: string): string =>
    `Not checked: ${what}. This counts as no failure, and as no success either. ${why}`,
  foundNothing: (what: string): string => `${what}: nothing was found`,
  skipped: (tests: number): string => `${tests} tests were skipped`,
  failed: (what: string): string => `failed: ${what}`,
  leftBehind: (program: string, pid: number): string =>
    `a test left a process behind, which was ended: ${program} (pid ${pid})`,
  counts: (passed: number, failed: number): string => `${passed} passed, ${failed} failed`,
} as const;

/** What to do with the folder of a nanoservice that was just written. */
export const nanoserviceWritten = (name: string): string => `
What it does is yours to change. Then:
  export PATH="$PWD/node_modules/.bin:$PATH"
  pnpm exec vitest run --project unit apps/nanoservices/src/${name} infra/cli/new
  pnpm exec vitest run --project integration apps/nanoservices/test/conformance -t ${name}
  ./nanoedge up --detach            builds its image and makes the release known
  ./nanoedge deploy ${name} --device DEVICE
`;
