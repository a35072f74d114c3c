import { expect, test, type Locator, type Page } from '@playwright/test';
import {
  cellOf,
  chooseIn,
  demoRestored,
  deploymentOf,
  deviceId,
  ended,
  matrixOf,
  removalOf,
  runCard,
  runsOf,
  type Run,
} from '../support/changes.ts';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { containerOf, dockerOf, readStatus } from '../support/stack.ts';
import { authenticationData } from '../support/volumes.ts';

const devices = ['entrance', 'corridor', 'room', 'closet'] as const;

/** Names of all containers of ours on all engines, running or not. */
const containers = (): string[] =>
  devices.flatMap((device) =>
    dockerOf(device)(
      'ps',
      '-a',
      '--filter',
      `label=io.nanoedge.device=${deviceId(device)}`,
      '--format',
      '{{.Label "io.nanoedge.name"}}',
    )
      .split('\n')
      .filter((line) => line !== ''),
  );

const volumes = (): string[] =>
  devices.flatMap((device) =>
    dockerOf(device)(
      'volume',
      'ls',
      '-q',
      '--filter',
      `label=io.nanoedge.device=${deviceId(device)}`,
    )
      .split('\n')
      .filter((line) => line !== ''),
  );

const runIdIn = async (page: Page): Promise<string> => {
  await expect(page.locator('[data-testid=run]').first()).toBeVisible();
  return (await page.locator('[data-testid=run]').first().getAttribute('data-run')) ?? '';
};

/** The demo without its bluetooth-scanners: five nanoservices run. */
const withoutScanners = async (api: Api): Promise<void> => {
  const removals: Run[] = [];
  for (const name of ['bluetooth-scanner-entrance', 'bluetooth-scanner-room'])
    removals.push(await removalOf(api, (await deploymentOf(api, name)).id));
  expect((await ended(api, removals)).map(({ state }) => state)).toEqual(['done', 'done']);
  const names = (await matrixOf(api)).deployments.map(({ nanoservice }) => nanoservice);
  expect(new Set(names).size).toBe(5);
};

const expectSteps = async (card: Locator, steps: readonly string[]): Promise<void> => {
  for (const step of steps)
    await expect(card.locator(`[data-testid=run-step][data-step="${step}"]`)).toHaveAttribute(
      'data-state',
      'done',
    );
};

const addScanner = async (page: Page): Promise<void> => {
  const plus = page.locator(
    `[data-testid=matrix-add][data-service="bluetooth-scanner"][data-device="${deviceId('entrance')}"]`,
  );
  await plus.hover();
  await expect(page.getByTestId('preflight-hint')).toHaveAttribute('data-impossible', 'false');
  await expectAccessible(page);
  await plus.click();
  const dialog = page.getByRole('dialog', { name: /^Add / });
  await dialog.getByLabel('Name').fill('bluetooth-scanner-entrance');
  await dialog.getByLabel('UDP port').fill('5702');
  await expect(dialog.getByText('Peers: main-controller')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const added = runCard(page, 'bluetooth-scanner-entrance');
  await expect(added).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await expectAccessible(page);
  await expectSteps(added, ['creating', 'starting', 'answering', 'probation']);
  await page.keyboard.press('Escape');
  await expect(cellOf(page, 'bluetooth-scanner-entrance')).toContainText('answering');
};

const removeEngine = async (page: Page): Promise<void> => {
  await chooseIn(page, 'authentication-engine', /^Remove/);
  const confirm = page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .filter({ hasText: 'Remove authentication-engine' });
  await expect(confirm).toContainText('snapshot');
  await expectAccessible(page);
  await confirm.getByRole('button', { name: 'Remove', exact: true }).click();
  const removed = runCard(page, 'authentication-engine');
  await expect(removed).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await expectSteps(removed, ['stopping', 'snapshotting', 'storing', 'removing']);
  await expect(page.getByText('Undo', { exact: true }).first()).toBeVisible();
  expect(containers()).not.toContain('authentication-engine');
  expect(volumes()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(cellOf(page, 'authentication-engine')).toHaveCount(0);
};

const terminateAll = async (page: Page, api: Api): Promise<void> => {
  await page.getByRole('button', { name: /^Terminate all…/ }).click();
  await page.getByRole('button', { name: 'Terminate all', exact: true }).click();
  await expect(page.locator('[data-testid=run]').first()).toBeVisible();
  await expectAccessible(page);
  const rest = (await runsOf(api)).filter(
    ({ state, kind }) => kind === 'remove' && ['queued', 'running'].includes(state),
  );
  expect((await ended(api, rest)).every(({ state }) => state === 'done')).toBe(true);
  expect(containers()).toEqual([]);
  expect((await matrixOf(api)).deployments).toEqual([]);
};

const undoRemoval = async (page: Page, api: Api, removal: Run): Promise<void> => {
  await page.goto(`/nanoservices?run=${removal.id}`);
  await runCard(page, 'authentication-engine').getByRole('button', { name: /^Undo/ }).click();
  await expect(runCard(page, 'authentication-engine')).toHaveAttribute('data-run', /.+/);
  await expect.poll(async () => (await runsOf(api, 'authentication-engine'))[0]?.kind).toBe('undo');
  const [undo] = await ended(api, (await runsOf(api, 'authentication-engine')).slice(0, 1));
  expect(undo).toMatchObject({ kind: 'undo', state: 'done' });
  expect(undo?.steps.find(({ step }) => step === 'restoring')).toMatchObject({ state: 'done' });
};

/** Removes what came back by an undo once more: both snapshots hold the same bytes. */
const expectSameBytes = async (api: Api, removal: Run): Promise<void> => {
  const again = await removalOf(api, removal.deployment);
  const [second] = await ended(api, [again]);
  const digest = async (snapshot: string | null | undefined) =>
    (await api.ask((dashboard) => dashboard.snapshots.get.query({ snapshot: snapshot ?? '' })))
      .volumesDigest;
  expect(await digest(second?.snapshot)).toBe(await digest(removal.snapshot));
};

const engineData = () =>
  authenticationData('closet', containerOf('closet', 'authentication-engine'));

const everythingAnswers = async (): Promise<void> => {
  await expect
    .poll(
      () => readStatus().devices.flatMap(({ services }) => services.map(({ state }) => state)),
      { timeout: 60_000 },
    )
    .toEqual(Array.from({ length: 8 }, () => 'answering'));
};

test.describe('nanoservices from the dashboard, on four real engines', () => {
  // Whatever became of the test, the others find the demo as it was
  test.afterEach(async () => {
    const api = openApi('admin');
    await demoRestored(api);
  });

  test('are added, removed and terminated as in the paper’s Fig. 4, and a removal is undone with its data', async ({
    page,
  }) => {
    test.setTimeout(400_000);
    const api = openApi('admin');
    await api.emptyBuilding();
    await api.emptyCalendar();
    await demoRestored(api);
    const scanner = await deploymentOf(api, 'bluetooth-scanner-entrance');
    await withoutScanners(api);

    await signIn(page, 'admin');
    await page.goto('/nanoservices');
    await test.step('the sixth is added', () => addScanner(page));
    expect((await deploymentOf(api, 'bluetooth-scanner-entrance')).config).toEqual(scanner.config);

    const before = engineData();
    expect(before.rows['people']).toBeGreaterThan(0);
    await test.step('authentication-engine goes, with its data', () => removeEngine(page));
    await test.step('everything else goes', () => terminateAll(page, api));

    const removal = (await runsOf(api, 'authentication-engine')).find(
      ({ kind }) => kind === 'remove',
    );
    if (removal === undefined) throw new Error('authentication-engine was never removed');
    await test.step('undo brings it back', () => undoRemoval(page, api, removal));
    expect(engineData().rows).toEqual(before.rows);
    await test.step('a second removal keeps the same bytes', () => expectSameBytes(api, removal));

    await page.goto('/snapshots');
    await expect(page.getByTestId('snapshot-row').first()).toBeVisible();
    await expectAccessible(page);
    await demoRestored(api);
    await everythingAnswers();
  });

  test('show a change that goes on to whoever comes, also after a reload', async ({
    page,
    browser,
  }) => {
    test.setTimeout(120_000);
    const api = openApi('admin');
    await demoRestored(api);
    await signIn(page, 'admin');
    await page.goto('/nanoservices');
    await chooseIn(page, 'user-guidance', /^Restart/);
    const id = await runIdIn(page);
    await expect(page.locator('[data-testid=run-step][data-step="stopping"]')).toBeVisible();
    await page.reload();
    await expect(page.locator(`[data-testid=run][data-run="${id}"]`)).toBeVisible();
    await expect(page.locator('[data-testid=run-step][data-step="stopping"]')).toHaveAttribute(
      'data-state',
      'done',
    );
    const other = await (await browser.newContext()).newPage();
    await signIn(other, 'admin');
    await other.goto(`/nanoservices?run=${id}`);
    await expect(other.locator(`[data-testid=run][data-run="${id}"]`)).toHaveAttribute(
      'data-state',
      'done',
      { timeout: 30_000 },
    );
    await expect(page.locator(`[data-testid=run][data-run="${id}"]`)).toHaveAttribute(
      'data-state',
      'done',
    );
    await expectAccessible(page);
    await other.context().close();
  });
});
