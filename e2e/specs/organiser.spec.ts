import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { openRoomScreen } from '../support/room-screen.ts';
import { signIn } from '../support/session.ts';

const title = 'Two of us';

test.describe('somebody who creates a meeting and picks only somebody else', () => {
  let api: Api;
  test.beforeEach(async () => {
    api = openApi('admin');
    await api.emptyBuilding();
    await api.emptyCalendar();
  });
  test.afterEach(async () => {
    await api.emptyBuilding();
    await api.emptyCalendar();
  });

  test('is let in herself, and the content is shown to her', async ({ page, browser }) => {
    test.setTimeout(120_000);
    await signIn(page, 'alice');
    const files = [join(import.meta.dirname, '../fixtures/roadmap.pdf')];
    await fillMeeting(page, { title, startsIn: 1, minutes: 30, participants: ['Bob'], files });
    const takesPart = page.getByRole('checkbox', { name: 'I take part' });
    await expect(takesPart).toBeChecked();
    await expectAccessible(page);
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();

    const screen = await (await browser.newContext()).newPage();
    await openRoomScreen(screen);
    const alice = await api.personId('Alice');
    await api.walk(alice, 4);
    await api.settled([alice], 'in-meeting');
    await expect(screen.getByTestId('room-content')).toBeVisible();
    await expect(screen.getByText('Roadmap for the spring')).toBeAttached();
    await screen.context().close();
  });

  test('is not let in when she says that she does not take part', async ({ page }) => {
    test.setTimeout(120_000);
    await signIn(page, 'alice');
    await fillMeeting(page, { title, startsIn: 1, minutes: 30, participants: ['Bob'] });
    await page.getByRole('checkbox', { name: 'I take part' }).press('Space');
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    const alice = await api.personId('Alice');
    await api.walk(alice, 4);
    await api.settled([alice], 'refused');
  });
});
