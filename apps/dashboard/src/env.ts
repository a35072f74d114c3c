import { isIP } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mebibyte, type ProxySettings, readProxies } from '@nanoedge/base';
import { settingProblems } from '@nanoedge/words';
import proxyAddress from 'proxy-addr';
import * as z from 'zod';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const optionalText = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.string().optional(),
);

/** `host`, `host:port` or `[v6]:port`. */
const isHost = (text: string): boolean =>
  /^(?:[a-z0-9.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(text);

/** A host or a network as `10.0.0.0/8`. */
const isHostOrNetwork = (text: string): boolean => {
  if (isHost(text)) return true;
  const [address = '', bits = ''] = text.split('/', 2);
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return text === `${address}/${bits}` && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const areProxies = (texts: readonly string[]): boolean => {
  try {
    proxyAddress.compile([...texts]);
    return true;
  } catch {
    // The library's words name one of them; ours name the variable
    return false;
  }
};

const count = (fallback: number, { most, problem }: { most: number; problem: string }) =>
  z.coerce
    .number(settingProblems.number)
    .int(settingProblems.whole)
    .min(0, problem)
    .max(most, problem)
    .default(fallback);

const days = (fallback: number) => count(fallback, { most: 36_500, problem: settingProblems.days });

const megabytes = (fallback: number) =>
  count(fallback, { most: 100_000_000, problem: settingProblems.megabytes });

const databaseUrl = optionalText.refine(
  (url) => url === undefined || /^postgres(ql)?:\/\//.test(url),
  settingProblems.database,
);

/** The database refuses to delete audit rows younger than this. */
const auditDays = (fallback: number) =>
  days(fallback).refine((count) => count === 0 || count >= 30, settingProblems.auditDays);

const Environment = z.object({
  PORT: z.coerce
    .number(settingProblems.number)
    .int(settingProblems.whole)
    .min(0, settingProblems.port)
    .max(65_535, settingProblems.port)
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  NANOEDGE_HOME: z.string().min(1).default('.nanoedge'),
  DATABASE_URL: databaseUrl,
  NANOEDGE_DATABASE_OWNER_URL: databaseUrl,
  NANOEDGE_PUBLIC_URL: optionalText.refine(
    (url) => url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)),
    settingProblems.address,
  ),
  NANOEDGE_TRUSTED_PROXIES: optionalText.refine(
    (text) => text === undefined || areProxies(listed(text)),
    settingProblems.proxies,
  ),
  NANOEDGE_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  NANOEDGE_BOOTSTRAP_FILE: optionalText,
  NANOEDGE_PASSPHRASE_FILE: optionalText,
  NANOEDGE_TLS: z.enum(['own', 'off'], settingProblems.tls).optional(),
  NANOEDGE_TLS_CERT_FILE: optionalText,
  NANOEDGE_TLS_KEY_FILE: optionalText,
  NANOEDGE_PLAIN_HTTP: z
    .enum(['loopback', 'everywhere'], settingProblems.plain)
    .default('loopback'),
  NANOEDGE_KEEP_EVENTS_DAYS: days(400),
  NANOEDGE_KEEP_AUDIT_DAYS: auditDays(1_100),
  NANOEDGE_KEEP_RUNS_DAYS: days(400),
  NANOEDGE_KEEP_ATTENDANCE_DAYS: days(400),
  NANOEDGE_KEEP_MEETINGS_DAYS: days(1_100),
  NANOEDGE_KEEP_REMOVED_DAYS: days(30),
  NANOEDGE_INSECURE_REGISTRIES: optionalText.refine(
    (text) => text === undefined || text.split(',').every((host) => isHostOrNetwork(host.trim())),
    settingProblems.registries,
  ),
  NANOEDGE_UPLOADS_ACCOUNT_MB: megabytes(2_000),
  NANOEDGE_UPLOADS_ALL_MB: megabytes(20_000),
  NANOEDGE_IMAGES_ALL_MB: megabytes(50_000),
  NANOEDGE_SNAPSHOTS_ALL_MB: megabytes(50_000),
  NANOEDGE_REGISTRY_HOSTS: optionalText.refine(
    (text) => text === undefined || text.split(',').every((host) => isHost(host.trim())),
    settingProblems.registryHosts,
  ),
});

export interface Env {
  port: number;
  host: string;
  home: string;
  databaseUrl: string | null;
  /** The same database as its owner, who makes the tables; null: as `databaseUrl`. */
  databaseOwnerUrl: string | null;
  publicUrl: string | null;
  /** Addresses and networks of proxies whose word counts on where a request comes from. */
  trustedProxies: readonly string[];
  logLevel: z.infer<typeof Environment>['NANOEDGE_LOG_LEVEL'];
  bootstrapFile: string | null;
  /**
   * Whether HTTPS is served too: with a certificate of our own authority, one from these files, or
   * not at all.
   */
  tls: 'own' | 'off' | { certificate: string; key: string };
  /** Who may speak without TLS: this machine and the trusted proxies, or everybody. */
  plainHttp: z.infer<typeof Environment>['NANOEDGE_PLAIN_HTTP'];
  /** File with the passphrase that private keys are encrypted with; null: they are not. */
  passphraseFile: string | null;
  insecureRegistries: readonly string[];
  /** Bytes of meetings' files that one account may have here, and all; 0: without a bound. */
  uploadLimits: { accountBytes: number; allBytes: number };
  /** Bytes of all images and of all snapshots here; 0: without a bound. */
  storeLimits: { imageBytes: number; snapshotBytes: number };
  /** Hosts inside a network that a registry may send the dashboard to. */
  registryHosts: readonly string[];
  /** Where the room screen's page is built that shows one piece of content. */
  previewFolder: string;
  /** The HTTP proxies of what the dashboard asks; they may have passwords. */
  proxies: ProxySettings;
  /** For how many days each kind is kept; 0: for ever. See `HistoryKept`. */
  kept: Record<'events' | 'audit' | 'runs' | 'attendance' | 'meetings' | 'removed', number>;
}

/** Thrown with every variable that is wrong, one line each. */
export class BadEnvironment extends Error {
  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.name = 'BadEnvironment';
  }
}

type Settings = z.infer<typeof Environment>;

/** A certificate goes with its key, and is served instead of one of our own. */
const tlsProblems = (env: Settings): string[] => {
  const { NANOEDGE_TLS_CERT_FILE: certificate, NANOEDGE_TLS_KEY_FILE: key } = env;
  if ((certificate === undefined) !== (key === undefined))
    return [`NANOEDGE_TLS_CERT_FILE ${settingProblems.tlsPair}`];
  return certificate !== undefined && env.NANOEDGE_TLS !== undefined
    ? [`NANOEDGE_TLS ${settingProblems.tlsTwice}`]
    : [];
};

/** Nobody needs TLS where nobody else can reach us. */
const tlsOf = (env: Settings): Env['tls'] => {
  const { NANOEDGE_TLS_CERT_FILE: certificate, NANOEDGE_TLS_KEY_FILE: key } = env;
  if (certificate !== undefined && key !== undefined)
    return { certificate: path.resolve(certificate), key: path.resolve(key) };
  return env.NANOEDGE_TLS ?? (/^(localhost|127\.[\d.]+|::1)$/.test(env.HOST) ? 'off' : 'own');
};

/** Reads the configuration. Relative paths count from the repository. Throws BadEnvironment. */
export const readEnv = (
  source: Readonly<Record<string, string | undefined>> = process.env,
): Env => {
  const result = Environment.safeParse(source);
  const { proxies, wrong } = readProxies(source);
  const problems = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...wrong.map((name) => `${name} ${settingProblems.proxy}`),
    ...(result.success ? tlsProblems(result.data) : []),
  ];
  if (!result.success || problems.length > 0) throw new BadEnvironment(problems);
  const env = result.data;
  return {
    port: env.PORT,
    host: env.HOST,
    home: path.resolve(repository, env.NANOEDGE_HOME),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.NANOEDGE_DATABASE_OWNER_URL ?? null,
    publicUrl: env.NANOEDGE_PUBLIC_URL ?? null,
    trustedProxies: listed(env.NANOEDGE_TRUSTED_PROXIES),
    logLevel: env.NANOEDGE_LOG_LEVEL,
    bootstrapFile:
      env.NANOEDGE_BOOTSTRAP_FILE === undefined ? null : path.resolve(env.NANOEDGE_BOOTSTRAP_FILE),
    tls: tlsOf(env),
    plainHttp: env.NANOEDGE_PLAIN_HTTP,
    passphraseFile:
      env.NANOEDGE_PASSPHRASE_FILE === undefined
        ? null
        : path.resolve(env.NANOEDGE_PASSPHRASE_FILE),
    kept: {
      events: env.NANOEDGE_KEEP_EVENTS_DAYS,
      audit: env.NANOEDGE_KEEP_AUDIT_DAYS,
      runs: env.NANOEDGE_KEEP_RUNS_DAYS,
      attendance: env.NANOEDGE_KEEP_ATTENDANCE_DAYS,
      meetings: env.NANOEDGE_KEEP_MEETINGS_DAYS,
      removed: env.NANOEDGE_KEEP_REMOVED_DAYS,
    },
    previewFolder: path.join(repository, 'apps/agent/dist/preview'),
    proxies,
    insecureRegistries: listed(env.NANOEDGE_INSECURE_REGISTRIES),
    uploadLimits: {
      accountBytes: env.NANOEDGE_UPLOADS_ACCOUNT_MB * mebibyte,
      allBytes: env.NANOEDGE_UPLOADS_ALL_MB * mebibyte,
    },
    storeLimits: {
      imageBytes: env.NANOEDGE_IMAGES_ALL_MB * mebibyte,
      snapshotBytes: env.NANOEDGE_SNAPSHOTS_ALL_MB * mebibyte,
    },
    registryHosts: listed(env.NANOEDGE_REGISTRY_HOSTS),
  };
};
