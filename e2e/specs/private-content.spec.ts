import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { pidOf, signalAll } from '../support/processes.ts';
import { openRoomScreen, screenDevice } from '../support/room-screen.ts';
import { signIn } from '../support/session.ts';

/** Shows a text with a link in the room to Bob. */
const showMinutes = async (screen: Page): Promise<void> => {
  const api = openApi('admin');
  await api.emptyCalendar();
  await api.emptyBuilding();
  const bob = await api.personId('Bob');
  const text = '# Secret minutes\n\n[leave the screen](https://example.org/)\n';
  const { digest } = await api.uploadContent(
    new File([text], 'minutes.md', { type: 'text/markdown' }),
  );
  await api.meetingSoon('Secret', [bob], [{ kind: 'file', name: 'minutes.md', digest }]);
  await openRoomScreen(screen);
  await api.walk(bob, 4);
  await api.settled([bob], 'in-meeting');
};

test('private content is out of sight two seconds after the device fell silent, which is said, and back with it; no link leads away', async ({
  page: screen,
}) => {
  test.setTimeout(300_000);
  await showMinutes(screen);
  const heading = screen.getByRole('heading', { name: 'Secret minutes' });
  await expect(heading).toBeVisible();
  await expect(screen.getByText('leave the screen')).toBeVisible();
  await expect(screen.getByRole('link')).toHaveCount(0);

  // The connection stands, and nothing comes over it any more
  const agent = pidOf('agent-room');
  signalAll([agent], 'SIGSTOP');
  try {
    await expect(heading).toBeHidden({ timeout: 2_500 });
    await expect(screen.getByTestId('room-offline')).toContainText('hidden');
    await expectAccessible(screen);
  } finally {
    signalAll([agent], 'SIGCONT');
  }
  await expect(heading).toBeVisible();
  await expect(screen.getByTestId('room-offline')).toBeHidden();
  await openApi('admin').emptyBuilding();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`a screen is revoked by keyboard on a phone, ${colorScheme}`, async ({ browser }) => {
    const screen = await (await browser.newContext()).newPage();
    await openRoomScreen(screen);
    const viewport = { width: 390, height: 844 };
    const admin = await (await browser.newContext({ viewport, colorScheme })).newPage();
    await signIn(admin, 'admin');
    await admin.goto(`/devices/${await screenDevice()}`);
    const panel = admin.getByTestId('screens-panel');
    await expect(panel.getByText('shows it now').first()).toBeVisible();
    await expectAccessible(admin);
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await panel
      .getByRole('button', { name: /^Revoke the screen/ })
      .last()
      .press('Enter');
    const dialog = admin.getByRole('dialog');
    await expectAccessible(admin);
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).press('Enter');
    await expect(screen.getByTestId('pair-code')).toBeVisible({ timeout: 2_000 });
    await admin.context().close();
    await screen.context().close();
  });
