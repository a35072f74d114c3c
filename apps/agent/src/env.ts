import { isIPv4 } from 'node:net';
import { agentSettingProblems, agentSettingWords } from '@nanoedge/words';
import { networksOverlap, networkText, type ProxySettings, readProxies } from '@nanoedge/base';
import { ConfigInvalid } from './errors.ts';

/** Where a container engine listens. */
export type EngineAddress = { socketPath: string } | { host: string; port: number };

/** An engine that listens somewhere, or one in this process that only pretends. */
export type EngineChoice = EngineAddress | 'memory';

export interface AgentEnv {
  dataFolder: string;
  name: string;
  /** Where the dashboard is, if not where the join token says; null: as it says. */
  dashboardUrl: string | null;
  /** The HTTP proxies that the dashboard may be reached through; they may have passwords. */
  proxies: ProxySettings;
  joinKeyFile: string | null;
  engine: EngineChoice;
  display: { port: number; host: string; url: string | null } | null;
  logLevel: string;
  address: string | null;
  /** IPv4 networks that the bridge may be in; none: wherever the engine wants. */
  addressPools: readonly string[];
  /** File that says how far a test's clock is ahead; null: the machine's clock counts. */
  testClockFile: string | null;
  /** Of the system bus, for Bluetooth: `unix:path=…`. */
  busAddress: string;
  /** How much may wait for the dashboard before some is given up. */
  outbox: { events: number; bytes: number };
}

/** Every setting with what it means; also the text of `--help`. */
export const settings: readonly (readonly [string, string])[] = [
  ['NANOEDGE_AGENT_DATA', agentSettingWords.data],
  ['NANOEDGE_AGENT_NAME', agentSettingWords.name],
  ['NANOEDGE_DASHBOARD_URL', agentSettingWords.dashboard],
  ['NANOEDGE_JOIN_KEY_FILE', agentSettingWords.joinKey],
  ['DOCKER_HOST', agentSettingWords.engine],
  ['NANOEDGE_DISPLAY_PORT', agentSettingWords.displayPort],
  ['NANOEDGE_DISPLAY_HOST', agentSettingWords.displayHost],
  ['NANOEDGE_DISPLAY_URL', agentSettingWords.displayUrl],
  ['NANOEDGE_ADDRESS', agentSettingWords.address],
  ['NANOEDGE_ADDRESS_POOLS', agentSettingWords.pools],
  ['HTTPS_PROXY, HTTP_PROXY', agentSettingWords.proxy],
  ['NO_PROXY', agentSettingWords.noProxy],
  ['DBUS_SYSTEM_BUS_ADDRESS', agentSettingWords.bus],
  ['NANOEDGE_LOG_LEVEL', agentSettingWords.logLevel],
  ['NANOEDGE_OUTBOX_EVENTS', agentSettingWords.outboxEvents],
  ['NANOEDGE_OUTBOX_MIB', agentSettingWords.outboxMiB],
  ['NANOEDGE_TEST_CLOCK', agentSettingWords.testClock],
];

const mebibyte = 1024 * 1024;

/** How much waits for the dashboard at most when nothing else is said. */
export const outboxLimit = { events: 200_000, bytes: 64 * mebibyte };

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIPv4(host) && host.startsWith('127.'));

const parseEngine = (text: string, problems: string[]): EngineChoice => {
  if (text === 'memory:') return 'memory';
  if (text.startsWith('unix:///')) return { socketPath: text.slice('unix://'.length) };
  const tcp = /^tcp:\/\/([^/:]+):(\d{1,5})\/?$/.exec(text);
  if (tcp?.[1] !== undefined && tcp[2] !== undefined) {
    // Whoever speaks to an engine is root on its machine, and nothing is proven over plain TCP
    if (!isLoopback(tcp[1])) problems.push(agentSettingProblems.openEngine(tcp[1]));
    return { host: tcp[1], port: Number(tcp[2]) };
  }
  problems.push(agentSettingProblems.engine);
  return { socketPath: '' };
};

const parseUrl = (name: string, text: string, problems: string[]): string => {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href;
  problems.push(agentSettingProblems.address(name));
  return '';
};

const parsePort = (name: string, text: string, problems: string[]): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(agentSettingProblems.port(name));
  return 0;
};

/** A whole number from a setting; the name says of which. */
const parseCount = (
  setting: { name: string; text: string | null; fallback: number },
  { least, most }: { least: number; most: number },
  problems: string[],
): number => {
  const { name, text, fallback } = setting;
  const count = text === null ? fallback : Number(text);
  if (Number.isInteger(count) && count >= least && count <= most) return count;
  problems.push(agentSettingProblems.count(name, least, most));
  return fallback;
};

/** What waits may be so much; the least leaves room for more than one message that is sent. */
const readOutbox = (
  optional: (name: string) => string | null,
  problems: string[],
): AgentEnv['outbox'] => {
  const read = (name: string, fallback: number) => ({ name, text: optional(name), fallback });
  const events = read('NANOEDGE_OUTBOX_EVENTS', outboxLimit.events);
  const size = read('NANOEDGE_OUTBOX_MIB', outboxLimit.bytes / mebibyte);
  return {
    events: parseCount(events, { least: 1_000, most: 10_000_000 }, problems),
    bytes: parseCount(size, { least: 4, most: 65_536 }, problems) * mebibyte,
  };
};

const readPools = (text: string, problems: string[]): string[] => {
  const given = text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  const pools: string[] = [];
  for (const pool of given) {
    const written = networkText(pool);
    const bits = Number(pool.split('/')[1]);
    const other = pools.find((one) => networksOverlap(one, pool));
    if (written === null || bits < 8 || bits > 28) problems.push(agentSettingProblems.pool(pool));
    else if (written !== pool) problems.push(agentSettingProblems.poolBits(pool, written));
    else if (other !== undefined) problems.push(agentSettingProblems.poolsOverlap(other, pool));
    else pools.push(pool);
  }
  return pools;
};

/** Checks the settings as a whole. Throws ConfigInvalid that lists every problem. */
export const readEnv = (source: Readonly<Record<string, string | undefined>>): AgentEnv => {
  const problems: string[] = [];
  const optional = (name: string): string | null =>
    source[name] === undefined || source[name] === '' ? null : source[name];
  const required = (name: string): string => {
    const value = optional(name);
    if (value === null) problems.push(agentSettingProblems.missing(name));
    return value ?? '';
  };
  const dashboard = optional('NANOEDGE_DASHBOARD_URL');
  const port = parsePort(
    'NANOEDGE_DISPLAY_PORT',
    optional('NANOEDGE_DISPLAY_PORT') ?? '0',
    problems,
  );
  const dashboardUrl =
    dashboard === null ? null : parseUrl('NANOEDGE_DASHBOARD_URL', dashboard, problems);
  const { proxies, wrong } = readProxies(source);
  problems.push(...wrong.map(agentSettingProblems.proxy));
  const displayUrl = optional('NANOEDGE_DISPLAY_URL');
  const env: AgentEnv = {
    dataFolder: required('NANOEDGE_AGENT_DATA'),
    name: required('NANOEDGE_AGENT_NAME'),
    dashboardUrl,
    proxies,
    joinKeyFile: optional('NANOEDGE_JOIN_KEY_FILE'),
    engine: parseEngine(optional('DOCKER_HOST') ?? 'unix:///var/run/docker.sock', problems),
    display:
      port === 0
        ? null
        : {
            port,
            host: optional('NANOEDGE_DISPLAY_HOST') ?? '0.0.0.0',
            url:
              displayUrl === null ? null : parseUrl('NANOEDGE_DISPLAY_URL', displayUrl, problems),
          },
    logLevel: optional('NANOEDGE_LOG_LEVEL') ?? 'info',
    address: optional('NANOEDGE_ADDRESS'),
    addressPools: readPools(optional('NANOEDGE_ADDRESS_POOLS') ?? '', problems),
    testClockFile: optional('NANOEDGE_TEST_CLOCK'),
    busAddress: optional('DBUS_SYSTEM_BUS_ADDRESS') ?? 'unix:path=/run/dbus/system_bus_socket',
    outbox: readOutbox(optional, problems),
  };
  if (env.name.length > 64) problems.push(agentSettingProblems.longName);
  if (!levels.includes(env.logLevel)) problems.push(agentSettingProblems.logLevel(levels));
  if (env.address !== null && !/^\d{1,3}(\.\d{1,3}){3}$/.test(env.address))
    problems.push(agentSettingProblems.ipAddress);
  if (env.testClockFile !== null && source['NANOEDGE_TEST_MODE'] !== 'on')
    problems.push(agentSettingProblems.testClock);
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return env;
};

/** The data folder by the environment, for a command that needs nothing else. */
export const agentDataFolder = (): string | undefined => process.env['NANOEDGE_AGENT_DATA'];

/** The settings of this process. Throws ConfigInvalid. */
export const loadEnv = (): AgentEnv => readEnv(process.env);
