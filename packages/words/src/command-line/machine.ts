/** What of this machine, or of what the command line was told of it, is in the way. */
export const machineProblems = {
  noPort: (variable: string, text: string): string =>
    `${variable} must be a port from 1 to 65535, not "${text}".`,
  remoteParts:
    'NANOEDGE_URL, NANOEDGE_EMAIL and NANOEDGE_PASSWORD belong together; set the missing ones.',
  remoteUrl: 'NANOEDGE_URL must be an http:// or https:// address.',
  samePort: 'NANOEDGE_DISPLAY_PORT must differ from PORT.',
  portTaken: (port: number, variable: string): string =>
    `Port ${port} is taken; free it or choose another with ${variable}=….`,
  portForbidden: (port: number, variable: string): string =>
    `Port ${port} may not be opened by this user; choose one above 1024 with ${variable}=….`,
  noAddress: (host: string): string =>
    `Address ${host} is not on this machine; choose another with HOST=….`,
  noTools: (packages: readonly string[]): string =>
    `Missing: ${packages.join(', ')}. Install with: sudo apt-get install -y ${packages.join(' ')}`,
  diskFull: (folder: string, freeBytes: number, neededBytes: number): string =>
    `${folder} has ${Math.floor(freeBytes / 1e6)} MB free, ${Math.ceil(neededBytes / 1e6)} MB are needed; free some space and try again.`,
  architecture: (known: readonly string[], name: string): string =>
    `--arch takes ${known.join(', ')}, not "${name}".`,
} as const;

/** Why there is no Docker Engine to use. */
export const dockerProblems = {
  tooOld: (version: string, api: string, oldestApi: number): string =>
    `Docker Engine ${version} is too old (API ${api}); version 20.10 (API ${oldestApi}) or newer is needed.`,
  refused: (host: string): string =>
    `Docker's socket ${host} refuses this user; add yourself to the group "docker" or run this as root.`,
  notStarting: 'Docker is installed but does not start; see: journalctl -u docker',
  hangs: (host: string): string =>
    `The Docker Engine at ${host} hangs: it takes calls and answers none. Restart it.`,
  silentAt: (host: string): string =>
    `No Docker Engine answers at DOCKER_HOST=${host}; start it or unset the variable.`,
  silent: 'No Docker Engine answers; start it with: sudo systemctl start docker',
  /** `log`: its last lines. */
  ended: (log: string): string => `Docker Engine ended at its start: ${log}`,
  tooSlow: (log: string): string => `Docker Engine does not answer after a minute: ${log}`,
} as const;

/** How a program that we ran did not do as it should. */
export const processProblems = {
  failed: (program: string, code: number | null): string =>
    code === null ? `${program} ended with a signal` : `${program} ended with exit code ${code}`,
  stillRunning: 'still running',
  stays: (name: string, pid: number): string => `${name} (pid ${pid}) cannot be ended`,
} as const;

/** What `nanoedge` says last when it could not do what it was asked to. */
export const programFailed = (why: string): string => `nanoedge: ${why}`;
