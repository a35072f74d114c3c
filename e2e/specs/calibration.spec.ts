import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { deploymentOf, ended } from '../support/changes.ts';
import { signIn } from '../support/session.ts';
import { nanoedge } from '../support/stack.ts';

const api = openApi('admin');

/** What the main-controller was taught, as the dashboard has it. */
const lesson = async () => {
  const { id } = await deploymentOf(api, 'main-controller');
  return api.ask((dashboard) => dashboard.calibration.get.query({ deployment: id }));
};

/** Waits for the end of the change that the drawer shows, and closes it. */
const changed = async (page: Page): Promise<void> => {
  await page.waitForURL(/[?&]run=/);
  const run = new URL(page.url()).searchParams.get('run') ?? '';
  const [{ state } = { state: null }] = await ended(api, [{ id: run }]);
  expect(state).toBe('done');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

const panelOf = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Calibration' }) });

const opened = async (page: Page) => {
  await signIn(page, 'admin');
  const { device } = await deploymentOf(api, 'main-controller');
  await page.goto(`/devices/${device}`);
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Calibrate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Calibrate' });
  await dialog.getByLabel('Seconds in each zone').fill('5');
  return { panel, dialog };
};

test('an administrator teaches all zones with a simulated person, uses it, and undoes it', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const { panel, dialog } = await opened(page);
  await expectAccessible(page);
  await dialog.getByLabel('A simulated person carries it').check();
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('list', { name: 'Who hears the key' })).toContainText('report');
  await expectAccessible(page);
  await expect(dialog.getByRole('heading', { name: '2 of 2 zones taught' })).toBeVisible({
    timeout: 40_000,
  });
  for (const { name } of (await lesson()).zones)
    await expect(dialog.getByRole('listitem').filter({ hasText: name }).first()).toContainText(
      /Heard by .*report/,
    );
  await expectAccessible(page);
  // Somebody moved at the entrance; the change restarts the main-controller, which then forgets them
  await api.emptyBuilding();
  await dialog.getByRole('button', { name: 'Use what was taught' }).click();
  await changed(page);
  await expect(panel).toContainText('2 of 2 zones');
  await expect(panel.getByText('A calibration goes on')).toHaveCount(0);
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Back to uncalibrated' }).click();
  await changed(page);
  await expect(panel).toContainText('Not calibrated');
});

/** Lets a simulated person go through the zones that are ticked, by keyboard. */
const simulated = async (dialog: Locator): Promise<void> => {
  await dialog.getByLabel('Seconds in each zone').fill('5');
  await dialog.getByLabel('A simulated person carries it').press('Space');
  await dialog.getByLabel('Seconds in each zone').press('Enter');
};

test('by keyboard alone; after a reload it goes on from there, or is thrown away', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const { panel, dialog } = await opened(page);
  await dialog.getByLabel('Seconds in each zone').fill('600');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: /^Stay in/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('heading', { name: 'Stop calibrating?' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Go on' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: /^Stay in/ })).toBeFocused();

  await page.reload();
  await expect(panel.getByText(/^A calibration goes on, begun by/)).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Go on with it…' }).press('Enter');
  await expect(dialog.getByText('No zone was taught yet.')).toBeVisible();
  await expect(dialog.getByLabel('Key that is carried')).toBeDisabled();
  await expectAccessible(page);
  await simulated(dialog);
  await expect(
    dialog.getByRole('heading', { name: /^The simulated person is in Aurora/ }),
  ).toBeVisible({ timeout: 40_000 });

  await page.reload();
  await panel.getByRole('button', { name: 'Go on with it…' }).press('Enter');
  await expect(dialog.getByText(/^Taught already: Entrance/)).toBeVisible();
  await simulated(dialog);
  await expect(dialog.getByRole('heading', { name: '2 of 2 zones taught' })).toBeVisible({
    timeout: 40_000,
  });
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('heading', { name: 'Stop calibrating?' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Throw away' }).press('Enter');
  await expect(panel.getByRole('button', { name: 'Calibrate…' })).toBeEnabled();
  expect((await lesson()).lesson).toBeNull();
});

test('the same from the command line', async () => {
  test.setTimeout(240_000);
  const site = await api.site();
  const people = await api.ask((dashboard) => dashboard.people.list.query({ site }));
  const key = people.flatMap(({ keys }) => keys)[0]?.shown ?? '';
  const { zones } = await lesson();
  // Not the entrance, where somebody who moves is waited for
  const zone = zones.at(-1)?.zone ?? '';
  const few = ['--key', key, '--zone', zone, '--seconds', '5'];
  nanoedge('calibrate', '--simulated', '--yes', ...few);
  expect((await lesson()).lesson).toMatchObject({ taught: [{ zone }] });
  nanoedge('calibrate', 'undo');
  expect((await lesson()).lesson).toBeNull();
});
