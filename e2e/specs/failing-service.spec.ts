import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import {
  deploymentOf,
  deviceId,
  ended,
  plainSpec,
  releaseOf,
  removalOf,
} from '../support/changes.ts';
import { buildImage } from '../support/images.ts';
import { signIn } from '../support/session.ts';

test('a service that its engine refuses to start says why in words, on its device and on its page, and can be recreated there', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const api = openApi('admin');
  const image = buildImage({ lacksProgram: true });
  const nanoservice = `refused-${Date.now() % 100_000}`;
  const { id: release } = await releaseOf(api, {
    nanoservice,
    version: '1',
    archive: image.archive,
    spec: plainSpec,
  });
  const site = await api.site();
  const adding = await api.ask((dashboard) =>
    dashboard.deployments.add.mutate({
      site,
      release,
      placement: { devices: [deviceId('corridor')] },
    }),
  );
  const { id } = await deploymentOf(api, nanoservice);
  try {
    await signIn(page, 'admin');
    await page.goto(`/devices/${deviceId('corridor')}`);
    const row = page.getByRole('row').filter({ hasText: nanoservice }).first();
    await expect(row).toContainText('program', { timeout: 60_000 });
    await expect(row).not.toContainText(/[0-9a-f]{32}/);
    await expectAccessible(page);

    expect(await ended(api, adding)).toMatchObject([{ state: 'failed' }]);
    await page.goto(`/deployments/${id}`);
    await expect(page.locator('main header, main').first()).toContainText('program');
    await expect(page.getByTestId('deployment-log')).toBeVisible();
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Recreate its container' }).click();
    await expect(page.locator('[data-testid=run]').first()).toContainText('Recreat');
    await expectAccessible(page);
  } finally {
    await ended(api, [await removalOf(api, id, { withoutSnapshot: true })]);
    image.remove();
  }
});
