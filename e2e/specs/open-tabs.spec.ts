import { expect, type Page, type Route, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { signIn, signInAgain } from '../support/session.ts';
import { openRoomScreen } from '../support/room-screen.ts';
import { stack } from '../support/stack.ts';

/** How often the page was loaded since. */
const countLoads = (page: Page): (() => number) => {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return () => loads;
};

/** The dashboard as one of the build that is named says of itself; what is named may change. */
const pretendBuild = async (page: Page): Promise<(build: string) => void> => {
  let build = 'one';
  const answer = (route: Route) =>
    route.fulfill({ json: { ok: true, version: '1', build, db: true } });
  await page.route('**/api/health', answer);
  return (next) => {
    build = next;
  };
};

test.describe('a tab that stays open', () => {
  test.beforeEach(async ({ page }) => {
    await openApi('admin').emptyCalendar();
    await signIn(page, 'alice');
  });

  test('asks to sign in again over the page, and then sends what was typed', async ({ page }) => {
    await fillMeeting(page, {
      title: 'Typed for long',
      startsIn: 60,
      minutes: 30,
      participants: ['Bob'],
    });
    await page.context().clearCookies();
    // By itself the page may ask before that
    await page.locator('form:has(#title) button[type=submit]').dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await expect(dialog.getByLabel('Password')).toBeFocused();
    await expectAccessible(page);

    await page.keyboard.press('Escape');
    await expect(page.getByLabel('Title')).toHaveValue('Typed for long');
    await page.getByTestId('signed-out-banner').getByRole('button').click();
    await signInAgain(page, 'alice');
    await expect(page.getByRole('heading', { name: 'Typed for long' })).toBeVisible();
    await expect(page.getByText(/Bob/).first()).toBeVisible();
    const meetings = await openApi('admin').meetingTitles();
    expect(meetings).toEqual(['Typed for long']);
  });

  test('reloads itself when the dashboard was upgraded, unless somebody types', async ({
    page,
  }) => {
    const become = await pretendBuild(page);
    await page.goto('/meetings');
    await expect(page.getByTestId('live-link').first()).toHaveAttribute('data-state', 'live');
    const loads = countLoads(page);
    become('two');
    await expect.poll(loads, { timeout: 20_000 }).toBe(1);

    await page.goto('/meetings/new');
    await page.getByLabel('Title').fill('Half a sen');
    become('three');
    const notice = page.getByTestId('upgrade-notice');
    await expect(notice).toBeVisible();
    await expect(page.getByLabel('Title')).toHaveValue('Half a sen');
    const before = loads();
    await expectAccessible(page);
    await notice.getByRole('button', { name: 'Reload now' }).click();
    await expect.poll(loads).toBe(before + 1);
    await expect(notice).toBeHidden();
  });
});

test('the room screen reloads itself when its agent was upgraded, once', async ({ page }) => {
  let build = 'one';
  let asked = 0;
  await openRoomScreen(page);
  await page.route('**/state', (route) => {
    asked += 1;
    const state = {
      now: Date.now(),
      room: null,
      screen: { mode: 'idle' },
      build,
    };
    return route.fulfill({
      contentType: 'text/event-stream',
      body: `retry: 200\n\ndata: ${JSON.stringify(state)}\n\n`,
    });
  });
  const loads = countLoads(page);
  await page.goto(stack.displayUrl);
  await expect.poll(() => asked).toBeGreaterThan(1);
  expect(loads()).toBe(1);
  build = 'two';
  await expect.poll(loads).toBe(2);
  const seen = asked;
  await expect.poll(() => asked).toBeGreaterThan(seen + 3);
  expect(loads()).toBe(2);
});
