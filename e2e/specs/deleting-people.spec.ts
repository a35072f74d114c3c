import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { signIn, signInAgain } from '../support/session.ts';

// Who was deleted before stays in the list for a while
const name = `Dora ${Date.now().toString(36)}`;

/** Types a new person into the dialog, and is signed out elsewhere before it is sent. */
const addWhileSignedOut = async (page: Page): Promise<void> => {
  await page.goto('/people?add=1');
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('Name').fill(name);
  await page.context().clearCookies();
  // By itself the page may ask before that, over the dialog
  await page.locator('form:has(#person-name) button[type=submit]').dispatchEvent('click');
  await signInAgain(page, 'admin');
};

const remove = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete person' }).click();
  await expect(page.getByTestId('deleted-person').filter({ hasText: name })).toBeVisible();
  await expect(page.getByTestId('person-row').filter({ hasText: name })).toHaveCount(0);
};

test('somebody is added in a dialog that outlives the sign-in, deleted and brought back', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await addWhileSignedOut(page);
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await remove(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: `Bring back ${name}` }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await remove(page);
});
