import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEnv } from '../cli/env.ts';

/**
 * What a stranger does, timed step by step in a fresh clone of what is committed here: installs,
 * makes a nanoservice, adds a resource, runs its tests, brings the demo up, deploys it there and
 * asks it over CoAP. Usage: node infra/bench/new-nanoservice.ts
 */
const name = 'door-bell';

const times = new Map<string, number>();
const step = <T>(what: string, work: () => T): T => {
  const begun = performance.now();
  const done = work();
  times.set(what, performance.now() - begun);
  process.stdout.write(`${what.padEnd(44)} ${((times.get(what) ?? 0) / 1000).toFixed(1)} s\n`);
  return done;
};

const folder = mkdtempSync(join(tmpdir(), 'nanoedge-stranger-'));
// As a folder that somebody makes: PostgreSQL's own account must get in.
chmodSync(folder, 0o755);

const addResource = (): void => {
  const file = join(folder, `apps/nanoservices/src/${name}/service.ts`);
  const own = `{ path: '/button', type: 'nanoedge.button', handlers: { GET: () => ({ code: '2.05', body: { pressed: calls.times > 0 } }) } },`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('resources: [', `resources: [\n      ${own}\n      `));
};

const env = {
  ...readEnv().inherited,
  NANOEDGE_HOME: join(folder, '.nanoedge'),
  NANOEDGE_CONFORMANCE_PREFIX: 'nanoedge-new',
  PORT: '3460',
  NANOEDGE_DISPLAY_PORT: '3461',
};
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
const nanoedge = (...args: string[]): string => run(join(folder, 'nanoedge'), ...args);
const vitest = (project: string, ...args: string[]): string =>
  run('node_modules/.bin/vitest', 'run', '--project', project, ...args);

/** Asks the container itself, from this machine. */
const ask = (path: string): string => {
  const [container = ''] = run('docker', 'ps', '--quiet', '--filter', `name=${name}`).split('\n');
  const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const address = run('docker', 'inspect', '--format', template, container).trim();
  return run('/usr/bin/coap-client-notls', '-m', 'get', '-B', '5', `coap://${address}:5683${path}`);
};

try {
  step('clone', () =>
    execFileSync('git', ['clone', '--quiet', resolve(import.meta.dirname, '../..'), folder]),
  );
  step('install', () => nanoedge('--version'));
  step('new nanoservice', () => nanoedge('new', 'nanoservice', name));
  step('one resource more', addResource);
  step('unit tests', () => vitest('unit', `apps/nanoservices/src/${name}`, 'infra/cli/new'));
  step('conformance, Node and nano', () =>
    vitest('integration', 'apps/nanoservices/test/conformance', '-t', name),
  );
  step('demo up, its image and release with it', () => nanoedge('up', '--detach'));
  step('deployed', () => nanoedge('deploy', name, '--device', 'Server closet'));
  const answer = step('asked over CoAP', () => ask('/button'));
  process.stdout.write(`${answer.trim()}\n`);
  const total = [...times.values()].reduce((sum, ms) => sum + ms, 0);
  process.stdout.write(`${'in all'.padEnd(44)} ${(total / 1000).toFixed(1)} s\n`);
} finally {
  nanoedge('down', '--purge');
  rmSync(folder, { recursive: true, force: true });
}
