/** What the help of `nanoedge` says of the program and of the commands that run the site. */
export const programHelp = {
  about:
    'A local edge that recognises who walks in, guides them to their meeting and shows the right content.',
  environment: `
Environment:
  PORT                    port of the dashboard (3000)
  HOST                    address it listens on (127.0.0.1; 0.0.0.0 for the whole network)
  NANOEDGE_DISPLAY_PORT   port of the room screen (PORT + 1)
  NANOEDGE_HOME           folder of all state (.nanoedge)
  DOCKER_HOST             engine to use (unix:///var/run/docker.sock)
  NANOEDGE_PUBLIC_URL     address that browsers use, where it is not http://localhost:PORT
  NANOEDGE_TRUSTED_PROXIES  proxies in front of the dashboard (addresses, networks; commas between)
  NANOEDGE_INSECURE_REGISTRIES
                          image registries asked without TLS: host:port, separated by commas
  NANOEDGE_UPLOADS_ACCOUNT_MB, NANOEDGE_UPLOADS_ALL_MB
                          megabytes of meetings' files: of an account, of all (2000, 20000)
  NANOEDGE_IMAGES_ALL_MB, NANOEDGE_SNAPSHOTS_ALL_MB
                          megabytes of all images, of all snapshots (50000, 50000; 0: no bound)
  NANOEDGE_REGISTRY_HOSTS hosts inside a network that a registry may send the dashboard to
  NANOEDGE_KEEP_EVENTS_DAYS, NANOEDGE_KEEP_AUDIT_DAYS, NANOEDGE_KEEP_RUNS_DAYS,
  NANOEDGE_KEEP_ATTENDANCE_DAYS, NANOEDGE_KEEP_MEETINGS_DAYS, NANOEDGE_KEEP_REMOVED_DAYS
                          how many days each is kept (400, 1100, 400, 400, 1100, 30; 0: for ever)
  DATABASE_URL            PostgreSQL to use (default: one of our own, in NANOEDGE_HOME)
  NANOEDGE_DATABASE_OWNER_URL
                          the same as the owner of its tables; DATABASE_URL then needs no rights of its own
  NANOEDGE_URL, NANOEDGE_EMAIL, NANOEDGE_PASSWORD
                          another dashboard for deploy, remove, restore, undo, calibrate, runs, snapshots, audit and accounts (this one, as its admin)`,
  json: 'print JSON',
} as const;

export const upHelp = {
  about:
    'install what is missing, build, start the dashboard and the demo site, wait until every service answers',
  detach: 'return when everything answers instead of following the log',
  lab: 'each device with an engine and a network of its own on this machine (needs root); see: nanoedge lab --help',
} as const;

export const devHelp = {
  about:
    'the dashboard from its sources with hot reload, the demo site and one agent on an engine in memory; no Docker',
} as const;

export const downHelp = {
  about: 'stop everything that up started, and nothing else',
  purge: 'also delete all state: accounts, meetings, events, volumes',
} as const;

export const statusHelp = {
  about: 'what runs where, asked now; exit code 0 when everything answers',
} as const;

export const logsHelp = {
  about: 'show the log of a process or a service',
  name: 'dashboard, agent-DEVICE, engine-DEVICE of the lab or a service; all processes when left out',
  follow: 'go on showing new lines',
  lines: 'how many lines to begin with',
} as const;

export const imagesHelp = {
  about: 'build the image of each nanoservice',
  arch: 'amd64, arm64 or armhf; several may be given',
} as const;

export const testHelp = {
  about: 'every check and test: lint, types, unit, integration, end-to-end; ends with the counts',
  only: 'checks, unit, integration or e2e',
  soak: 'with all repeats and the whole waiting times of the tests that have a short form; takes hours',
} as const;

export const newHelp = {
  about: 'make something new in this checkout',
  nanoservice:
    'write the folder of a new nanoservice: manifest, service, domain, tests, and its page in docs',
  name: '1 to 40 lower-case letters, digits or -, letter first',
} as const;
