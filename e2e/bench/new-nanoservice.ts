import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../support/browser.ts';
import { runCard } from '../support/changes.ts';
import type { SignIn } from '../support/stack.ts';

/**
 * What a stranger does with CONTRIBUTING in hand, timed step by step in a fresh clone of what is
 * committed here: installs, makes a nanoservice, adds a resource, runs its tests, brings the demo
 * up, adds it to a device in the browser and asks it over CoAP. Usage: node
 * e2e/bench/new-nanoservice.ts
 */
const name = 'door-bell';
const title = 'Door bell';
const device = 'Server closet';

const times: number[] = [];
const step = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
  const begun = performance.now();
  const done = await work();
  const ms = performance.now() - begun;
  times.push(ms);
  process.stdout.write(`${what.padEnd(44)} ${(ms / 1000).toFixed(1)} s\n`);
  return done;
};

const folder = mkdtempSync(join(tmpdir(), 'nanoedge-stranger-'));
const home = join(folder, '.nanoedge');
const port = 3460;

const addResource = (): void => {
  const file = join(folder, `apps/nanoservices/src/${name}/service.ts`);
  const own = `{ path: '/button', type: 'nanoedge.button', handlers: { GET: () => ({ code: '2.05', body: { pressed: calls.times > 0 } }) } },`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('resources: [', `resources: [\n      ${own}\n      `));
};

const env = {
  ...process.env,
  NANOEDGE_HOME: home,
  NANOEDGE_CONFORMANCE_PREFIX: 'nanoedge-new',
  PORT: String(port),
  NANOEDGE_DISPLAY_PORT: String(port + 1),
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

const signIn = async (page: Page): Promise<void> => {
  const file = readFileSync(join(home, 'secrets/installation.json'), 'utf8');
  const { adminEmail, adminPassword } = JSON.parse(file) as SignIn;
  await page.goto('/');
  await page.getByLabel(/e-?mail/i).fill(adminEmail);
  await page.getByLabel('Password', { exact: true }).fill(adminPassword);
  await page.getByRole('button', { name: /sign in/i }).click();
};

/** Adds it to the device where their row and column meet, and waits until the change is done. */
const addToDevice = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Nanoservices' }).first().click();
  await page.getByRole('button', { name: `Add ${title} to ${device}` }).click();
  const dialog = page.getByRole('dialog', { name: `Add ${title}` });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const change = runCard(page, name);
  await expect(change).toHaveAttribute('data-state', /^(?:done|refused|failed|rolled-back)$/, {
    timeout: 120_000,
  });
  await expect(change).toHaveAttribute('data-state', 'done');
};

const inBrowser = async (): Promise<void> => {
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ baseURL: `http://127.0.0.1:${port}` });
  try {
    await step('signed in, in the browser', () => signIn(page));
    await step('added to a device there', () => addToDevice(page));
  } catch (error) {
    await page.screenshot({ path: join(tmpdir(), 'nanoedge-stranger.png'), fullPage: true });
    throw error;
  } finally {
    await browser.close();
  }
};

/** Asks the container itself, from this machine. */
const ask = (path: string): string => {
  const [container = ''] = run('docker', 'ps', '--quiet', '--filter', `name=${name}`).split('\n');
  const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const address = run('docker', 'inspect', '--format', template, container).trim();
  return run('/usr/bin/coap-client-notls', '-m', 'get', '-B', '5', `coap://${address}:5683${path}`);
};

try {
  await step('clone', () =>
    execFileSync('git', ['clone', '--quiet', resolve(import.meta.dirname, '../..'), folder]),
  );
  await step('install', () => nanoedge('--version'));
  await step('new nanoservice', () => nanoedge('new', 'nanoservice', name));
  await step('one resource more', addResource);
  await step('unit tests', () => vitest('unit', `apps/nanoservices/src/${name}`, 'infra/cli/new'));
  await step('conformance, Node and nano', () =>
    vitest('integration', 'apps/nanoservices/test/conformance', '-t', name),
  );
  await step('demo up, its image and release with it', () => nanoedge('up', '--detach'));
  await inBrowser();
  const answer = await step('asked over CoAP', () => ask('/button'));
  process.stdout.write(`${answer.trim()}\n`);
  const total = times.reduce((sum, ms) => sum + ms, 0);
  process.stdout.write(`${'in all'.padEnd(44)} ${(total / 1000).toFixed(1)} s\n`);
} finally {
  nanoedge('down', '--purge');
  rmSync(folder, { recursive: true, force: true });
}
