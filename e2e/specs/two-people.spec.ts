import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { signIn } from '../support/session.ts';

const saved = (page: Page) => page.waitForURL(/\/meetings\/[^/]+$/);

/** Alice's page of a meeting that she made, and its address. */
const meetingOfAlice = async (page: Page, title: string): Promise<string> => {
  await openApi('admin').emptyCalendar();
  await signIn(page, 'alice');
  await fillMeeting(page, { title, startsIn: 60, minutes: 30, participants: ['Bob'] });
  await page.getByRole('button', { name: /create meeting/i }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  return new URL(page.url()).pathname;
};

/** The form of the meeting, opened by the administrator in a browser of their own. */
const openedByAdmin = async (browser: Browser, meeting: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, 'admin');
  await page.goto(`${meeting}/edit`);
  await expect(page.getByLabel('Title')).not.toHaveValue('');
  return page;
};

const rename = async (page: Page, meeting: string, title: string): Promise<void> => {
  await page.goto(`${meeting}/edit`);
  await page.getByLabel('Title').fill(title);
  await page.getByRole('combobox', { name: /participants/i }).fill('Carl');
  await page.getByRole('option', { name: /Carl/ }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await saved(page);
};

const later = (time: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const at = new Date(2027, 0, 1, hours, minutes + 5);
  return at.toTimeString().slice(0, 5);
};

test.describe('two people who edit one meeting', () => {
  test('keep what each of them changed', async ({ page, browser }) => {
    const meeting = await meetingOfAlice(page, 'Budget');
    const other = await openedByAdmin(browser, meeting);
    await rename(page, meeting, 'Budget 2027');

    const end = later(await other.getByLabel('End').inputValue());
    await other.getByLabel('End').fill(end);
    await other.getByRole('button', { name: 'Save changes' }).click();
    await saved(other);
    await expect(other.getByText(/together with what others changed/)).toBeVisible();
    await expect(other.getByRole('heading', { name: 'Budget 2027' })).toBeVisible();
    await expect(other.getByText(/Carl/).first()).toBeVisible();
    await other.goto(`${meeting}/edit`);
    await expect(other.getByLabel('End')).toHaveValue(end);
    await other.context().close();
  });

  test('see both versions where they do not agree, and choose by keyboard', async ({
    page,
    browser,
  }) => {
    const meeting = await meetingOfAlice(page, 'Roadmap');
    const other = await openedByAdmin(browser, meeting);
    await rename(page, meeting, 'Roadmap of Alice');

    await other.getByLabel('Title').fill('Roadmap of the house');
    await other.getByRole('button', { name: 'Save changes' }).click();
    const both = other.getByTestId('both-versions');
    await expect(both).toBeFocused();
    await expect(both.getByRole('radio', { name: /Yours/ })).toBeChecked();
    await expectAccessible(other);
    await other.keyboard.press('Tab');
    await other.keyboard.press('ArrowRight');
    await expect(other.getByLabel('Title')).toHaveValue('Roadmap of Alice');
    await other.keyboard.press('ArrowLeft');
    await expect(other.getByLabel('Title')).toHaveValue('Roadmap of the house');
    await other.getByRole('button', { name: 'Save changes' }).click();
    await saved(other);
    await expect(other.getByRole('heading', { name: 'Roadmap of the house' })).toBeVisible();
    await expect(other.getByText(/Carl/).first()).toBeVisible();
    await other.context().close();
  });
});
