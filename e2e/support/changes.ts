import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Api } from './dashboard.ts';
import { signIns } from './stack.ts';

export interface Run {
  id: string;
  kind: string;
  name: string;
  deployment: string;
  state: string;
  reason: string | null;
  exitCode: number | null;
  logLines: string[];
  snapshot: string | null;
  deploymentMs: number | null;
  initiationMs: number | null;
  sentBytes: number;
  undoable: boolean;
  requestedAt: number;
  steps: {
    step: string;
    state: string;
    startedAt: number;
    endedAt: number | null;
    bytes: number | null;
  }[];
}
interface Release {
  id: string;
  version: string;
  bytes: number;
}
export interface Deployment {
  id: string;
  name: string;
  nanoservice: string;
  device: string;
  release: Release;
  config: Record<string, unknown>;
}
interface Matrix {
  nanoservices: { name: string; releases: Release[] }[];
  deployments: Deployment[];
}

/** The id of a demo device, which carries the installation's suffix. */
export const deviceId = (name: string): string => `${name}-${signIns().suffix}`;

export const matrixOf = async (api: Api): Promise<Matrix> =>
  api.query<Matrix>('nanoservices.matrix', { site: await api.site() });

export const deploymentOf = async (api: Api, name: string): Promise<Deployment> => {
  const found = (await matrixOf(api)).deployments.find((deployment) => deployment.name === name);
  if (found === undefined) throw new Error(`there is no deployment ${name}`);
  return found;
};

const open = ['queued', 'running'];

/** Waits until the runs have ended. */
export const ended = async (
  api: Api,
  runs: readonly { id: string }[],
  timeout = 90_000,
): Promise<Run[]> => {
  const read = async (): Promise<Run[]> =>
    Promise.all(runs.map(({ id }) => api.query<Run>('runs.get', { run: id })));
  await expect
    .poll(
      async () =>
        (await read()).filter(({ state }) => open.includes(state)).map(({ name }) => name),
      { timeout },
    )
    .toEqual([]);
  return read();
};

/** The newest runs first. */
export const runsOf = async (api: Api, name?: string): Promise<Run[]> =>
  (await api.query<Run[]>('runs.list', { site: await api.site(), limit: 100 })).filter(
    (run) => name === undefined || run.name === name,
  );

/** Uploads an image archive and makes a release of it. */
export const releaseOf = async (
  api: Api,
  options: {
    nanoservice: string;
    version: string;
    archive: string;
    spec?: Record<string, unknown>;
  },
): Promise<Release> => {
  const { upload } = await api.uploadImage(readFileSync(options.archive));
  const { nanoservice, version, spec } = options;
  return api.mutate<Release>('nanoservices.create', {
    nanoservice,
    version,
    source: { upload },
    ...(spec === undefined ? {} : { spec }),
  });
};

/** What a service without any config or data asks for. */
export const plainSpec = {
  configSchema: null,
  defaultConfig: {},
  needs: [],
  volumes: [],
  limits: { memoryBytes: 16 * 1024 * 1024, pids: 16 },
  published: false,
};

const demoNames = [
  'authentication-engine',
  'main-controller',
  'user-guidance',
  'meeting-room',
  'presence-detection-entrance',
  'presence-detection-room',
  'bluetooth-scanner-entrance',
  'bluetooth-scanner-room',
];

/**
 * Brings the site back to the eight deployments of the demo, all answering. Waits for whatever goes
 * on.
 */
export const demoRestored = async (api: Api): Promise<void> => {
  const going = (await runsOf(api)).filter(({ state }) => open.includes(state));
  await ended(api, going);
  const { deployments } = await matrixOf(api);
  for (const { id, name } of deployments)
    if (!demoNames.includes(name))
      await ended(api, [
        await api.mutate<Run>('deployments.remove', { deployment: id, withoutSnapshot: true }),
      ]);
  const present = new Set(deployments.map(({ name }) => name));
  const removals = (await runsOf(api)).filter(
    ({ kind, undoable, name }) => kind === 'remove' && undoable && demoNames.includes(name),
  );
  for (const run of removals) {
    if (present.has(run.name)) continue;
    present.add(run.name);
    await ended(api, [await api.mutate<Run>('deployments.undo', { run: run.id })]);
  }
};

export const cellOf = (page: Page, name: string): Locator =>
  page.locator(`[data-testid=matrix-cell][data-service="${name}"]`);

/** Chooses an entry of a cell's menu. */
export const chooseIn = async (page: Page, name: string, entry: RegExp): Promise<void> => {
  await cellOf(page, name)
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
};

/** The run that the open drawer shows of a deployment. */
export const runCard = (page: Page, name: string): Locator =>
  page
    .locator('[data-testid=run]')
    .filter({ has: page.getByRole('heading', { name: new RegExp(`\\b${name}$`) }) })
    .first();
