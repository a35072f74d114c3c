import { randomUUID } from 'node:crypto';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { nanoedgeSays } from '../support/stack.ts';

const password = 'four words that rhyme';

/** The page is as wide as the screen, and no rule of WCAG is broken. */
const expectFits = async (page: Page): Promise<void> => {
  // What is still fading in has another contrast
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
};

const open = async (browser: Browser, look: Parameters<Browser['newContext']>[0]) =>
  (await browser.newContext(look)).newPage();

/** Invites by the keyboard alone, and gives the link as it is shown. */
const invite = async (admin: Page, who: { name: string; email: string }): Promise<string> => {
  await admin.goto('/settings');
  const panel = admin.getByTestId('accounts-panel');
  await panel.getByRole('button', { name: 'Invite…' }).press('Enter');
  const dialog = admin.getByRole('dialog', { name: 'Invite somebody' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await admin.keyboard.type(who.name);
  await admin.keyboard.press('Tab');
  await admin.keyboard.type(who.email);
  await expectFits(admin);
  await admin.keyboard.press('Enter');
  const told = admin.getByRole('dialog', { name: `The invitation of ${who.name}` });
  const link = await told.getByTestId('told-link').inputValue();
  await expectFits(admin);
  await admin.keyboard.press('Escape');
  await expect(told).toBeHidden();
  await expect(panel.getByText(who.email)).toBeVisible();
  return link;
};

/** Opens a link into an account under `heading`, and chooses a password by the keyboard alone. */
const enter = async (
  guest: Page,
  { link, heading }: { link: string; heading: string },
  chosen = password,
): Promise<void> => {
  const { pathname, hash } = new URL(link);
  await guest.goto(`${pathname}${hash}`);
  await expect(guest.getByRole('heading', { name: heading })).toBeVisible();
  await expectFits(guest);
  await guest.getByLabel('Password', { exact: true }).focus();
  await guest.keyboard.type(chosen);
  await guest.keyboard.press('Tab');
  await guest.keyboard.type(chosen);
  await guest.keyboard.press('Enter');
  await guest.waitForURL('**/live');
};

const typeCredentials = async (guest: Page, email: string, typed: string): Promise<void> => {
  await guest.getByLabel(/e-?mail/i).focus();
  await guest.keyboard.type(email);
  await guest.keyboard.press('Tab');
  await guest.keyboard.type(typed);
  await guest.keyboard.press('Enter');
};

/** Sets an app up on the page of the own account; gives its codes, and one for when it is lost. */
const beginCodes = async (
  page: Page,
  current: string,
): Promise<{ code: () => Promise<string>; backup: string }> => {
  const panel = page.getByTestId('second-factor');
  await panel.getByRole('button', { name: 'Ask for a code…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A code at sign-in' });
  await dialog.getByLabel('Your password').fill(current);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  await expectFits(page);
  const shown = dialog.getByRole('button', { name: /copy the secret$/ });
  const secret = (await shown.getAttribute('title')) ?? '';
  const backup = (await dialog.getByRole('listitem').first().textContent()) ?? '';
  const code = (): Promise<string> => createOTP(base32.decode(secret)).totp();
  await dialog.getByLabel('The code that the app shows now').fill(await code());
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(panel).toContainText('A code is asked for when you sign in.');
  return { code, backup };
};

const signInAs = async (guest: Page, email: string, typed = password): Promise<void> => {
  await guest.context().clearCookies();
  await guest.goto('/sign-in');
  await typeCredentials(guest, email, typed);
  await guest.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
};

const disable = async (admin: Page, name: string): Promise<void> => {
  await admin.getByRole('button', { name: `Actions on the account of ${name}` }).press('Enter');
  await admin.getByRole('menuitem', { name: 'Disable…' }).press('Enter');
  const dialog = admin.getByRole('dialog', { name: `Disable the account of ${name}?` });
  await expectFits(admin);
  await dialog.getByRole('button', { name: 'Disable', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
};

const someone = (): { name: string; email: string } => {
  const mark = randomUUID().slice(0, 8);
  return { name: `Guest ${mark}`, email: `guest-${mark}@example.org` };
};

/** By the menu of the account, to its page. */
const openOwnAccount = async (page: Page, name: string): Promise<void> => {
  await page
    .getByRole('button', { name: new RegExp(`^Account.*${name}`) })
    .filter({ visible: true })
    .press('Enter');
  await page.getByRole('menuitem', { name: 'My account' }).press('Enter');
  await page.waitForURL('**/account');
  await expect(page.getByTestId('own-sessions').getByText('here, now')).toBeVisible();
};

for (const { device, ...look } of [
  { device: 'a desktop', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { device: 'a phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
]) {
  test(`who changes their password is out everywhere else, on ${device}`, async ({ browser }) => {
    const who = someone();
    const made = await openApi('admin').ask((api) =>
      api.accounts.create.mutate({ ...who, role: 'viewer' }),
    );
    const page = await open(browser, look);
    const other = await open(browser, look);
    for (const one of [page, other]) await signInAs(one, who.email, made.password);
    await openOwnAccount(page, who.name);
    await expect(page.getByTestId('own-sessions').getByRole('listitem')).toHaveCount(2);
    await expectFits(page);
    await page.getByLabel('The password that you have').focus();
    await page.keyboard.type(made.password);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(other.getByRole('dialog', { name: 'Sign in again' })).toBeVisible({
      timeout: 2_500,
    });
    await expect(page.getByTestId('own-sessions').getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('dialog')).toBeHidden();
    await signInAs(other, who.email);
    for (const one of [page, other]) await one.context().close();
  });

  test(`who wants a code at sign-in is asked for one, and a backup code does, too, on ${device}`, async ({
    browser,
  }) => {
    const who = someone();
    const made = await openApi('admin').ask((api) =>
      api.accounts.create.mutate({ ...who, role: 'viewer' }),
    );
    const page = await open(browser, look);
    await signInAs(page, who.email, made.password);
    await openOwnAccount(page, who.name);
    const { code, backup } = await beginCodes(page, made.password);

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await typeCredentials(page, who.email, made.password);
    await expect(page.getByLabel('The code that your app shows')).toBeFocused();
    await expectFits(page);
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This is not the code.')).toBeVisible();
    await page.getByLabel('The code that your app shows').fill(await code());
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await typeCredentials(page, who.email, made.password);
    await page.getByRole('button', { name: 'Use a backup code' }).press('Enter');
    await page.getByLabel('One of your backup codes').fill(backup);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.goto('/account');
    await expect(page.getByTestId('second-factor')).toContainText('9 backup codes');
    await page.context().close();
  });

  test(`who is invited comes in, and is out two seconds after, on ${device}`, async ({
    browser,
  }) => {
    const { name, email } = someone();
    const admin = await open(browser, look);
    await signIn(admin, 'admin');
    const link = await invite(admin, { name, email });
    const guest = await open(browser, look);
    await enter(guest, { link, heading: `Welcome, ${name}` });
    await signInAs(guest, email);
    const other = await open(browser, look);
    const { pathname, hash } = new URL(link);
    await other.goto(`${pathname}${hash}`);
    await expect(other.getByRole('heading', { name: 'This link was used already' })).toBeVisible();
    await expectFits(other);
    await admin.reload();
    await disable(admin, name);
    await expect(guest.getByRole('dialog', { name: 'Sign in again' })).toBeVisible({
      timeout: 2_000,
    });
    await expect(guest.getByRole('dialog').getByLabel('Password')).toBeVisible();
    for (const page of [admin, guest, other]) await page.context().close();
  });
}

test('the command line invites an administrator, and lets them in again', async ({ browser }) => {
  const { name, email } = someone();
  const invitation = nanoedgeSays('accounts', 'invite', email, '--name', name, '--role', 'admin');
  const page = await open(browser, {});
  await enter(page, { link: invitation, heading: `Welcome, ${name}` });
  const other = await open(browser, {});
  const recovered = nanoedgeSays('accounts', 'recover', email);
  const heading = `Choose another password, ${name}`;
  await enter(other, { link: recovered, heading }, 'four other words');
  await signInAs(other, email, 'four other words');
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible({ timeout: 2_500 });
  for (const one of [page, other]) await one.context().close();
  nanoedgeSays('accounts', 'disable', email);
});
