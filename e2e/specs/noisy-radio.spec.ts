import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';

test('somebody who walks in with a noisy radio is recognised and guided, and shown as simulated so', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const api = openApi('admin');
  await api.emptyCalendar();
  await api.emptyBuilding();
  const bob = await api.personId('Bob');
  await api.meetingSoon('Through walls', [bob]);
  await signIn(page, 'admin');
  await page.goto('/live');
  const panel = page.getByTestId('simulate-panel');
  await panel.getByRole('checkbox', { name: 'Noisy' }).click();
  await expect(panel.getByLabel('Radio')).toHaveValue('modelled');
  await expect(panel).toContainText('ITU-R P.1238');
  await expectAccessible(page);
  await panel.getByRole('checkbox', { name: /^Bob/ }).click();
  await panel.getByRole('button', { name: 'Walk in' }).click();
  const row = page.getByTestId('arrival-row').filter({ hasText: 'Bob' }).first();
  await expect(row).toHaveAttribute('data-state', /guiding|arrived|in-meeting/, {
    timeout: 30_000,
  });
  await api.settled([bob], 'in-meeting');
  await panel.getByRole('button', { name: /^Bob.* leaves$/ }).click();
  await api.settled([bob], 'left');
  await api.emptyBuilding();
});
