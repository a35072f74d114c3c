import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { deviceId } from '../support/changes.ts';
import { signIn } from '../support/session.ts';
import { atDevice, nanoedge, nanoedgeWith, stack } from '../support/stack.ts';

const hourMs = 3_600_000;

test('a device is cut off for a drill on its page, lets somebody in meanwhile, and tells of it afterwards', async ({
  page,
}) => {
  const api = openApi('admin');
  await api.emptyBuilding();
  await signIn(page, 'admin');
  await page.goto(`/devices/${deviceId('room')}`);
  const drill = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Drill' }) });
  await drill.getByRole('button', { name: 'Cut off' }).click();
  await expect(drill).toContainText('It comes back by itself in', { timeout: 20_000 });
  await expect(page.getByText('offline').first()).toBeVisible();
  await expectAccessible(page);
  atDevice('room', 'simulate', 'walk-in', '--key', 'somebody', '--for', '2');
  atDevice('room', 'drill', 'end');
  await expect(drill).toContainText('ended at the device', { timeout: 30_000 });
  await expect(drill.getByRole('list', { name: 'What happened during the drill' })).toBeVisible();
  await expect(drill.getByTestId('event-row').first()).toBeVisible();
  await expectAccessible(page);
});

test('a device whose clock is two hours ahead says so on its page, senses who comes, and goes on when the clock is set', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const api = openApi('admin');
  await api.emptyBuilding();
  await api.emptyCalendar();
  const clock = join(stack.home, 'ahead-ms');
  const set = (ms: number): void => writeFileSync(clock, String(ms));
  const clockOnPage = page
    .locator('dl > div, dl')
    .filter({ hasText: /^Clock/ })
    .first();
  set(2 * hourMs);
  nanoedge('lab', 'kill', 'entrance', '--agent');
  try {
    nanoedgeWith(
      { NANOEDGE_TEST_CLOCK: clock, NANOEDGE_TEST_MODE: 'on' },
      'lab',
      'start',
      'entrance',
    );
    await signIn(page, 'admin');
    await page.goto(`/devices/${deviceId('entrance')}`);
    const says = (words: string | RegExp) =>
      expect(page.getByText(words).first()).toBeVisible({ timeout: 20_000 });
    await says('This device’s clock is 2 h ahead');
    await expectAccessible(page);
    const bob = await api.personId('Bob');
    await api.meetingSoon('By the right time', [bob]);
    const cursor = await api.cursor();
    await api.walk(bob, 4);
    await api.settled([bob], 'in-meeting');
    for (const { body } of await api.eventsAfter(cursor))
      expect(Math.abs(body.at - Date.now()), body.type).toBeLessThan(5 * 60_000);
    set(-hourMs);
    await says('This device’s clock is 1 h behind');
    await api.leave(bob);
    await api.settled([bob], 'left');
    set(0);
    await expect(clockOnPage).toContainText('right', { timeout: 20_000 });
  } finally {
    nanoedge('lab', 'kill', 'entrance', '--agent');
    nanoedge('lab', 'start', 'entrance');
    rmSync(clock, { force: true });
    await api.emptyBuilding();
  }
});
