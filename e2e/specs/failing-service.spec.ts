import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
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
import { dockerOf } from '../support/stack.ts';

/** Puts an image of its own on the corridor's device as a nanoservice of its own. */
const deployed = async (api: Api, options: Parameters<typeof buildImage>[0]) => {
  const image = buildImage(options);
  const nanoservice = `failing-${Date.now() % 100_000}`;
  const { archive } = image;
  const { id: release } = await releaseOf(api, {
    nanoservice,
    version: '1',
    archive,
    spec: plainSpec,
  });
  const site = await api.site();
  const placement = { devices: [deviceId('corridor')] };
  const adding = await api.ask((dashboard) =>
    dashboard.deployments.add.mutate({ site, release, placement }),
  );
  const { id } = await deploymentOf(api, nanoservice);
  const remove = async (): Promise<void> => {
    await ended(api, [await removalOf(api, id, { withoutSnapshot: true })]);
    image.remove();
  };
  return { nanoservice, id, adding, remove };
};

test('a service that its engine refuses says why in words, and can be recreated there', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const api = openApi('admin');
  const { nanoservice, id, adding, remove } = await deployed(api, { lacksProgram: true });
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
    await remove();
  }
});

test('a service that crashes on and on is tried slowly, and at once when asked for', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const api = openApi('admin');
  const { nanoservice, id, adding, remove } = await deployed(api, {});
  const docker = dockerOf('corridor');
  const running = (): string =>
    docker('ps', '-q', '--no-trunc', '--filter', `name=${nanoservice}`).trim();
  try {
    expect(await ended(api, adding)).toMatchObject([{ state: 'done' }]);
    const cursor = await api.cursor();
    for (let crash = 0; crash < 6; crash += 1) {
      await expect.poll(running, { timeout: 45_000, intervals: [100] }).not.toBe('');
      docker('kill', running());
    }
    await signIn(page, 'admin');
    await page.goto(`/deployments/${id}`);
    const main = page.locator('main').first();
    await expect(main).toContainText('failing, tried slowly', { timeout: 30_000 });
    await expect(main).toContainText('exit code 137');
    const told = (await api.eventsAfter(cursor)).flatMap(({ body }) =>
      body.type === 'service.failed' ? [body.detail] : [],
    );
    expect(told).toEqual([expect.stringContaining('6 times in a row, tried every 5 min')]);
    await expectAccessible(page);
    const before = docker('ps', '-aq', '--no-trunc', '--filter', `name=${nanoservice}`).trim();
    await page.getByRole('button', { name: /^Actions for/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Try now, in a fresh container' }).press('Enter');
    await expect(page.locator('[data-testid=run]').first()).toHaveAttribute('data-state', 'done', {
      timeout: 60_000,
    });
    expect(running()).not.toBe('');
    expect(running()).not.toBe(before);
    await page.keyboard.press('Escape');
    await expect(page.locator('main').first()).toContainText('answering');
    await expectAccessible(page);
  } finally {
    await remove();
  }
});
