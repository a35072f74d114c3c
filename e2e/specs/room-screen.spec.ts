import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { openRoomScreen, screenDevice } from '../support/room-screen.ts';
import { stack } from '../support/stack.ts';

/** A red pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

test('the room screen shows an image, Markdown and a link in their order, without scripts, and hides them afterwards', async ({
  page,
  playwright,
}) => {
  test.setTimeout(200_000);
  const api = openApi('admin');
  await api.emptyCalendar();
  await api.emptyBuilding();
  const bob = await api.personId('Bob');
  const { digest: image } = await api.uploadContent(
    new File([png], 'plan.png', { type: 'image/png' }),
  );
  const agenda = '# What we decide\n\n- first\n\n<script>document.title = "owned"</script>\n';
  const { digest: text } = await api.uploadContent(
    new File([agenda], 'agenda.md', { type: 'text/markdown' }),
  );
  await api.meetingSoon(
    'Three kinds',
    [bob],
    [
      { kind: 'file', name: 'plan.png', digest: image },
      { kind: 'file', name: 'agenda.md', digest: text },
      { kind: 'link', name: 'Minutes of last time', url: 'https://example.org/minutes' },
    ],
  );

  await openRoomScreen(page);
  await expect(page.getByTestId('room-idle')).toContainText('Three kinds');
  expect(
    (await page.request.get(`${stack.displayUrl}/content/${text}`)).status(),
    'content before anybody is there',
  ).toBe(403);

  await api.walk(bob, 4);
  await api.settled([bob], 'in-meeting');
  const content = page.getByTestId('room-content');
  await expect(content).toBeVisible();
  await expect(content.getByRole('img', { name: /plan/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(content.getByRole('heading', { name: 'What we decide' })).toBeVisible();
  await expectAccessible(page);
  expect(await page.title()).not.toBe('owned');
  await page.keyboard.press('ArrowRight');
  await expect(content.getByText('Minutes of last time')).toBeVisible();
  await expectAccessible(page);

  const stranger = await playwright.request.newContext();
  for (const path of ['/state', `/content/${text}`])
    expect((await stranger.get(`${stack.displayUrl}${path}`)).status(), path).toBe(401);
  await stranger.dispose();

  await api.leave(bob);
  await expect(page.getByTestId('room-idle')).toBeVisible({ timeout: 20_000 });
  expect(
    (await page.request.get(`${stack.displayUrl}/content/${text}`)).status(),
    'content after everybody left',
  ).toBe(403);
  await api.emptyBuilding();
});

test('a browser shows nothing of the room until its code was typed, and nothing after it was revoked', async ({
  page,
  browser,
}) => {
  const screen = await (await browser.newContext()).newPage();
  await screen.goto(stack.displayUrl);
  const code = screen.getByTestId('pair-code');
  await expect(code).toHaveText(/^[B-Z]{4}-[B-Z]{4}$/);
  await expectAccessible(screen);
  await expect(screen.getByTestId('room-screen')).toBeHidden();
  expect((await screen.request.get(`${stack.displayUrl}/state`)).status()).toBe(401);
  expect(
    (
      await screen.request.get(`${stack.displayUrl}/`, { headers: { host: 'evil.example' } })
    ).status(),
    'by a name that is not the device’s',
  ).toBe(421);

  await signIn(page, 'admin');
  await page.goto(`/devices/${await screenDevice()}`);
  const panel = page.getByTestId('screens-panel');
  await expect(panel.getByText(/shows? a code and waits?/)).toBeVisible();
  await panel.getByLabel('Code on the screen').fill('BBBB-BBBB');
  await page.keyboard.press('Enter');
  await expect(panel.getByText(/no screen shows this code now/)).toBeVisible();
  await expectAccessible(page);
  await panel
    .getByLabel('Code on the screen')
    .fill(((await code.textContent()) ?? '').toLowerCase());
  await page.keyboard.press('Enter');
  await expect(screen.getByTestId('room-screen')).toBeVisible();
  await expect(panel.getByText('shows it now').first()).toBeVisible();

  const newest = panel.getByRole('button', { name: /^Revoke the screen/ }).last();
  await newest.click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(screen.getByTestId('pair-code')).toBeVisible({ timeout: 2_000 });
  await screen.context().close();
});
