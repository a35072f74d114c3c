import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
import { demoRestored, deploymentOf, ended, matrixOf, removalOf } from '../support/changes.ts';
import { signIn } from '../support/session.ts';

const verdictOf = (page: Page) => page.getByTestId('verdict');

/** All is there again, and Live says that it works. */
const allWorks = async (page: Page, api: Api): Promise<void> => {
  await expect.poll(async () => (await matrixOf(api)).deployments.length).toBe(8);
  await expect(verdictOf(page)).toHaveText('Everything works for people', { timeout: 60_000 });
};

test.describe('Live says what works for people', () => {
  let api: Api;
  test.beforeEach(async ({ page }) => {
    api = openApi('admin');
    await demoRestored(api);
    await signIn(page, 'admin');
    await page.goto('/live');
    await expect(verdictOf(page)).toHaveText('Everything works for people', { timeout: 30_000 });
  });
  test.afterEach(() => demoRestored(api));

  test('what people do without when authentication-engine alone is removed, and undoes it', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const { id } = await deploymentOf(api, 'authentication-engine');
    await ended(api, [await removalOf(api, id)]);
    const verdict = verdictOf(page);
    await expect(verdict).toContainText('Not everything works for people');
    await expect(verdict.getByTestId('lack')).toHaveCount(1);
    await expect(verdict.getByTestId('lack')).toContainText('authentication-engine does not run');
    await expectAccessible(page);
    await verdict.getByRole('button', { name: 'Undo the removal' }).click();
    await allWorks(page, api);
  });

  test('that nothing does when all is terminated, and undoes that', async ({ page }) => {
    test.setTimeout(180_000);
    const site = await api.site();
    const removals = await api.ask((dashboard) =>
      dashboard.deployments.terminateAll.mutate({ site }),
    );
    await ended(api, removals);
    const verdict = verdictOf(page);
    await expect(verdict).toContainText('Nothing works for people: no nanoservice runs.');
    await expectAccessible(page);
    await verdict.getByRole('button', { name: 'Undo 8 removals' }).click();
    await allWorks(page, api);
  });
});
