import { openAsBlob } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import type { AppRouter } from '@nanoedge/dashboard/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Api } from './api.ts';
import { signIns } from './stack.ts';

type Outputs = inferRouterOutputs<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;

export type Run = Outputs['runs']['get'];
type DeployedMatrix = Outputs['nanoservices']['matrix'];
export type Deployment = DeployedMatrix['deployments'][number];
type CreatedRelease = Outputs['nanoservices']['create'];
type Spec = Inputs['nanoservices']['create']['spec'];

/** The id of a demo device, which carries the installation's suffix. */
export const deviceId = (name: string): string => `${name}-${signIns().suffix}`;

export const matrixOf = async (api: Api): Promise<DeployedMatrix> => {
  const site = await api.site();
  return api.ask((dashboard) => dashboard.nanoservices.matrix.query({ site }));
};

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
    Promise.all(
      runs.map(({ id }) => api.ask((dashboard) => dashboard.runs.get.query({ run: id }))),
    );
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
export const runsOf = async (api: Api, name?: string): Promise<Run[]> => {
  const site = await api.site();
  const runs = await api.ask((dashboard) => dashboard.runs.list.query({ site, limit: 100 }));
  return runs.filter((run) => name === undefined || run.name === name);
};

/** Removes a deployment, without its snapshot where that is asked for. */
export const removalOf = (
  api: Api,
  deployment: string,
  options: { withoutSnapshot?: boolean } = {},
): Promise<Run> =>
  api.ask((dashboard) => dashboard.deployments.remove.mutate({ deployment, ...options }));

/** Uploads an image archive and makes a release of it. */
export const releaseOf = async (
  api: Api,
  options: { nanoservice: string; version: string; archive: string; spec?: Spec },
): Promise<CreatedRelease> => {
  const { nanoservice, version, archive, spec } = options;
  const { upload } = await api.uploadImage(await openAsBlob(archive));
  return api.ask((dashboard) =>
    dashboard.nanoservices.create.mutate({ nanoservice, version, source: { upload }, spec }),
  );
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
      await ended(api, [await removalOf(api, id, { withoutSnapshot: true })]);
  const present = new Set(deployments.map(({ name }) => name));
  const removals = (await runsOf(api)).filter(
    ({ kind, undoable, name }) => kind === 'remove' && undoable && demoNames.includes(name),
  );
  for (const run of removals) {
    if (present.has(run.name)) continue;
    present.add(run.name);
    await ended(api, [
      await api.ask((dashboard) => dashboard.deployments.undo.mutate({ run: run.id })),
    ]);
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
