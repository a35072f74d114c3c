/** Why the dashboard cannot start: one line each, with what to do. */
export const startupProblems = {
  portTaken: (port: number): string =>
    `Port ${String(port)} is taken; stop what uses it or set PORT to another.`,
  portForbidden: (port: number): string =>
    `Port ${String(port)} needs more rights; set PORT to one above 1023.`,
  cannotListen: (host: string, port: number, code: string): string =>
    `Cannot listen on ${host}:${String(port)} (${code}); check HOST and PORT.`,
  noDatabase:
    'The database does not answer or cannot be migrated; check DATABASE_URL and its rights.',
  ownerWorks:
    'The role of DATABASE_URL owns the tables, so it could rewrite the audit trail; name the owner in NANOEDGE_DATABASE_OWNER_URL and a role without rights of its own in DATABASE_URL.',
  noPassphrase: (file: string): string =>
    `The key ${file} is encrypted; name the file that holds its passphrase in NANOEDGE_PASSPHRASE_FILE.`,
  badKey: (file: string): string =>
    `The key ${file} cannot be opened; check NANOEDGE_PASSPHRASE_FILE, or restore the file.`,
  unreadablePassphrase: (file: string): string =>
    `The passphrase cannot be read from ${file}; check NANOEDGE_PASSPHRASE_FILE.`,
  unreadableTls: (file: string): string =>
    `The TLS file ${file} cannot be read; check NANOEDGE_TLS_CERT_FILE and NANOEDGE_TLS_KEY_FILE.`,
  otherTlsKey: (certificate: string, key: string): string =>
    `The key ${key} is not that of the first certificate in ${certificate}; name the two that belong together.`,
  badTls: (certificate: string, key: string): string =>
    `${certificate} or ${key} is not PEM, or its passphrase is missing (NANOEDGE_PASSPHRASE_FILE).`,
  noHome: (home: string): string =>
    `The data folder ${home} cannot be made; set NANOEDGE_HOME to one that can.`,
  closedHome: (home: string): string =>
    `The data folder ${home} cannot be written to; set NANOEDGE_HOME to one that can.`,
  runsAlready: (home: string, pid: string): string =>
    `A dashboard already runs in ${home} (process ${pid}); stop it first.`,
  lockTaken: (file: string): string =>
    `The lock ${file} could not be taken; another dashboard is starting.`,
} as const;

/** What is wrong with a bootstrap file. */
export const bootstrapProblems = {
  unreadable: (file: string): string =>
    `The bootstrap file ${file} cannot be read (NANOEDGE_BOOTSTRAP_FILE).`,
  timeZone: 'a time zone is named as the IANA does, such as Europe/Berlin',
  notJson: (file: string): string => `The bootstrap file ${file} is not valid: it is not JSON.`,
  /** `issues` as the schema says them. */
  invalid: (file: string, issues: readonly string[]): string =>
    `The bootstrap file ${file} is not valid: ${issues.join('; ')}.`,
  /** `problem` as the check of configs says it. */
  config: (deployment: string, field: string, problem: string): string =>
    `The bootstrap file's deployment ${deployment} is not valid: config.${field} ${problem}.`,
  noRelease: (nanoservice: string): string =>
    `The bootstrap file deploys ${nanoservice} but names no release of it.`,
  noSpec: (nanoservice: string): string =>
    `The bootstrap file names a release of ${nanoservice} without its spec, and its image does not say it.`,
  release: (nanoservice: string, problem: string): string =>
    `The bootstrap file's release of ${nanoservice} is not valid: ${problem}`,
  archive: 'is an absolute path',
} as const;

/** Why the built-in PostgreSQL does not run. */
export const postgresProblems = {
  noAccount:
    'PostgreSQL cannot run as root and the account "postgres" could not be made; set DATABASE_URL.',
  accountGone: 'The account "postgres" was made but is not there; set DATABASE_URL.',
  closedFolder: (account: string, folder: string): string =>
    `PostgreSQL runs as the account "${account}", which may not enter ${folder}; run "chmod o+x ${folder}", move this folder, or set DATABASE_URL.`,
  noBinaries: (packageName: string): string =>
    `There is no built-in PostgreSQL for this machine (${packageName}); name a server in DATABASE_URL.`,
  leftover: (pid: number): string =>
    `An earlier PostgreSQL (process ${String(pid)}) does not end; stop it and try again.`,
  noPort: 'no free port',
  noFolder: (folder: string): string =>
    `PostgreSQL could not make its data folder ${folder}; is the disk full?`,
  /** `said`: its last line. */
  notStarted: (said: string | undefined): string =>
    said === undefined
      ? 'PostgreSQL did not start: it said nothing'
      : `PostgreSQL did not start: ${said}`,
  ended: 'PostgreSQL ended while starting',
  silent: 'PostgreSQL does not answer',
} as const;

/** What a browser reads while there is no interface to read. */
export const servingWords = {
  starting: 'Starting.\n',
  notBuilt:
    'The interface is not built yet: run "next build" in apps/dashboard, or start with --dev.\n',
  onlyTls: 'Plain HTTP is served to this machine only; come by https://.\n',
} as const;

/** What is wrong with a setting of the dashboard, to be read after its name. */
export const settingProblems = {
  number: 'must be a number',
  whole: 'must be a whole number',
  port: 'must be 0 to 65535',
  database: 'must start with postgres://',
  address: 'must be an http:// or https:// address',
  proxies: 'must be addresses or networks as 10.0.0.0/8, separated by commas',
  days: 'must be 0 (for ever) to 36500 days',
  megabytes: 'must be 0 (without a bound) or a whole number of megabytes',
  auditDays: 'must be 0 (for ever) or 30 days and more',
  proxy: 'must be the http:// or https:// address of a proxy',
  tls: 'must be own or off',
  tlsPair: 'goes with NANOEDGE_TLS_KEY_FILE: set both or none',
  tlsTwice: 'cannot be set beside NANOEDGE_TLS_CERT_FILE',
  plain: 'must be loopback or everywhere',
  registries: 'must be hosts, each with its port, or networks as 10.0.0.0/8, separated by commas',
  registryHosts: 'must be hosts, with a port or without, separated by commas',
} as const;

/** What the program of the dashboard says on the command line. */
export const dashboardProgramWords = {
  badArguments: 'bad arguments',
  help: `nanoedge dashboard: web interface, agents' link and database of a nanoedge installation.

  node src/main.ts [--dev] [--no-pages] [--help]

  --dev       compile the pages on demand instead of serving the production build
  --no-pages  serve agents and programs only

Environment:
  PORT                     port to listen on (3000; 0: any free one)
  HOST                     address to listen on (0.0.0.0)
  NANOEDGE_HOME            data folder (.nanoedge in the repository)
  DATABASE_URL             a PostgreSQL to use; without it one is started in the data folder
  NANOEDGE_DATABASE_OWNER_URL
                           the same database as the owner of its tables: then the role of DATABASE_URL
                           cannot change the audit trail
  NANOEDGE_PUBLIC_URL      the address that browsers use, where it is not http://localhost:PORT
  NANOEDGE_TRUSTED_PROXIES proxies in front of it (addresses or networks, with commas between): their word
                           on where a request comes from counts
  NANOEDGE_LOG_LEVEL       fatal, error, warn, info, debug, trace or silent (info)
  NANOEDGE_INSECURE_REGISTRIES
                           image registries that are asked without TLS: host:port, separated by commas
  NANOEDGE_UPLOADS_ACCOUNT_MB, NANOEDGE_UPLOADS_ALL_MB
                           megabytes of meetings' files: of an account, of all (2000, 20000;
                           0: no bound)
  NANOEDGE_IMAGES_ALL_MB, NANOEDGE_SNAPSHOTS_ALL_MB
                           megabytes of all images, of all snapshots (50000, 50000; 0: no bound)
  NANOEDGE_REGISTRY_HOSTS  hosts inside a network that a registry may send the dashboard to
  HTTPS_PROXY, HTTP_PROXY  HTTP proxies to registries: http://[name:password@]host:port (none)
  NO_PROXY                 hosts, .domains and networks (10.0.0.0/8) that are asked without one
  NANOEDGE_KEEP_EVENTS_DAYS, NANOEDGE_KEEP_AUDIT_DAYS, NANOEDGE_KEEP_RUNS_DAYS,
  NANOEDGE_KEEP_ATTENDANCE_DAYS, NANOEDGE_KEEP_MEETINGS_DAYS, NANOEDGE_KEEP_REMOVED_DAYS
                           how many days each is kept (400, 1100, 400, 400, 1100, 30; 0: for ever)
  NANOEDGE_TLS             own: HTTPS on the same port, with a certificate of an authority of our own; off:
                           none (own where HOST is not this machine's loopback)
  NANOEDGE_TLS_CERT_FILE, NANOEDGE_TLS_KEY_FILE
                           your own certificate with its chain, and its key (PEM)
  NANOEDGE_PLAIN_HTTP      who may come without TLS: loopback (this machine and trusted proxies) or everywhere
  NANOEDGE_PASSPHRASE_FILE a file with a passphrase: private keys are encrypted with it (they are not)
  NANOEDGE_BOOTSTRAP_FILE  a document of users, site, devices and deployments to begin with
`,
} as const;
