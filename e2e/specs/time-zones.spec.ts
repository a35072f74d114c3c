import { hourOfDay, isoDate, isoTime, minuteMs } from '@nanoedge/base';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { openRoomScreen } from '../support/room-screen.ts';

const places = [
  'Asia/Tokyo',
  'Asia/Dubai',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/Los_Angeles',
  'Pacific/Auckland',
];

const hourIn = (zone: string): number => hourOfDay(Date.now(), zone);

/** A site where it is day, so that a meeting that begins soon never crosses midnight. */
const siteZone = places.find((zone) => hourIn(zone) >= 8 && hourIn(zone) < 18) ?? 'Europe/Berlin';
/** A browser somewhere else, hours away. */
const ownZone =
  places.find((zone) => Math.abs(hourIn(zone) - hourIn(siteZone)) > 3) ?? 'America/Los_Angeles';

const api = openApi('admin');
let before: string | null = null;

test.use({ timezoneId: ownZone });
test.beforeAll(async () => {
  before = await api.timeZone();
  await api.emptyCalendar();
});
test.afterAll(async () => {
  await api.emptyCalendar();
  await api.setTimeZone(before);
});

/** The next full minute in an hour, and half an hour later. */
const soon = () => {
  const startsAt = Math.ceil(Date.now() / minuteMs) * minuteMs + 60 * minuteMs;
  return { startsAt, endsAt: startsAt + 30 * minuteMs };
};

/** Another person's page, which nobody reloads. */
const openedElsewhere = async (browser: Browser, address: string): Promise<Page> => {
  const page = await (await browser.newContext({ timezoneId: ownZone })).newPage();
  await signIn(page, 'alice');
  await page.goto(address);
  return page;
};

const fillTimes = async (page: Page, { startsAt, endsAt }: ReturnType<typeof soon>) => {
  await page.getByLabel('Date').fill(isoDate(startsAt, siteZone));
  await page.getByLabel('Start').fill(isoTime(startsAt, siteZone));
  await page.getByLabel('End').fill(isoTime(endsAt, siteZone));
};

test('an administrator sets the zone by keyboard, and open pages and the room screen follow without a reload', async ({
  page,
  browser,
}) => {
  await api.setTimeZone(ownZone);
  const meetings = await openedElsewhere(browser, '/meetings');
  await expect(meetings.getByTestId('week-grid')).toBeVisible();
  await expect(meetings.getByText(`in the time of ${siteZone}`)).toBeHidden();
  const screen = await (await browser.newContext()).newPage();
  await openRoomScreen(screen);
  const shown = screen.getByTestId('room-idle').locator('time');
  await expect(shown).toHaveText(new RegExp(`^${isoTime(Date.now(), ownZone).slice(0, 2)}:`));

  await signIn(page, 'admin');
  await page.goto('/settings');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await expect(zone).toContainText(ownZone.replaceAll('_', ' '));
  await expectAccessible(page);
  await zone.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByPlaceholder(/Find a time zone/)).toBeFocused();
  await page.keyboard.type(siteZone.split('/').at(-1) ?? siteZone);
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByPlaceholder(/Find a time zone/)).toBeHidden();
  await expect(zone).toContainText(siteZone.replaceAll('_', ' '));
  await expect(zone).toBeFocused();
  await page.getByRole('button', { name: 'Save settings' }).press('Enter');
  await expect(page.getByText('Pages and devices follow now')).toBeVisible();
  expect(await api.timeZone()).toBe(siteZone);

  await expect(meetings.getByText(`in the time of ${siteZone}`)).toBeVisible();
  await expect(shown).toHaveText(new RegExp(`^${isoTime(Date.now(), siteZone).slice(0, 2)}:`));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('It is as it was before')).toBeVisible();
  expect(await api.timeZone()).toBe(ownZone);
  await expect(zone).toContainText(ownZone.replaceAll('_', ' '));
  await screen.context().close();
  await meetings.context().close();
});

test('form, clash, week, meeting and room screen go by the site, with the reader’s own time beside it', async ({
  page,
  browser,
}) => {
  await api.setTimeZone(siteZone);
  const span = soon();
  const start = isoTime(span.startsAt, siteZone);
  const own = isoTime(span.startsAt, ownZone);
  const screen = await (await browser.newContext({ timezoneId: ownZone })).newPage();
  await openRoomScreen(screen);

  await signIn(page, 'alice');
  await page.goto('/meetings/new');
  await page.getByLabel('Title').fill('Across the world');
  await fillTimes(page, span);
  await expect(page.getByText(`in the time of ${siteZone}; where you are:`)).toContainText(own);
  await page.getByRole('radio', { name: /Aurora/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: /create meeting/i }).click();
  await expect(page.getByRole('heading', { name: 'Across the world' })).toBeVisible();
  await expect(page.getByText(/where you are/).first()).toContainText(start);
  await expect(page.getByText(/where you are/).first()).toContainText(own);
  await expectAccessible(page);

  await expect(screen.getByTestId('room-idle')).toContainText('Across the world');
  await expect(screen.getByTestId('room-idle')).toContainText(start);
  await expectAccessible(screen);

  await page.goto('/meetings');
  await expect(page.getByText(`in the time of ${siteZone}`)).toBeVisible();
  const block = page.getByTestId('week-meeting').filter({ hasText: 'Across the world' });
  await expect(block).toContainText(start);
  expect(await block.getAttribute('title')).toContain(own);
  await expectAccessible(page);

  await page.goto('/meetings/new');
  await page.getByLabel('Title').fill('At the same time');
  await fillTimes(page, span);
  await page.getByRole('radio', { name: /Aurora/ }).click();
  await expect(page.locator('fieldset').filter({ hasText: 'Aurora' })).toContainText(start);
  await page.getByRole('button', { name: /create meeting/i }).click();
  await expect(page.getByText(/is already booked/)).toContainText(`${start}–`);
  await expectAccessible(page);
  await screen.context().close();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the settings are whole on a phone, ${colorScheme}`, async ({ browser }) => {
    const viewport = { width: 390, height: 844 };
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    await signIn(page, 'admin');
    await page.goto('/settings');
    await expect(page.getByLabel('Name of the room Aurora')).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await page.getByRole('combobox', { name: 'Time zone' }).click();
    await expect(page.getByPlaceholder(/Find a time zone/)).toBeFocused();
    await page.keyboard.type('utc+5:30');
    await expect(page.getByRole('listbox').getByText('Asia/Kolkata (UTC+05:30)')).toBeVisible();
    await expectAccessible(page);
    await page.context().close();
  });
