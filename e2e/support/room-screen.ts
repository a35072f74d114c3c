import { expect, type Page } from '@playwright/test';
import { openApi } from './api.ts';
import { stack } from './stack.ts';

/** The id of the device that serves the room screen. */
export const screenDevice = async (): Promise<string> => {
  const api = openApi('admin');
  const site = await api.site();
  const devices = await api.ask((ask) => ask.devices.list.query({ site: site as never }));
  const found = devices.find(({ things }) => things.some(({ kind }) => kind === 'screen'));
  if (found === undefined) throw new Error('no device has a screen');
  return found.id;
};

/** Opens the room screen, and lets this browser show it, as an administrator does. */
export const openRoomScreen = async (page: Page): Promise<void> => {
  await page.goto(stack.displayUrl);
  const shown = page.getByTestId('room-screen');
  const code = page.getByTestId('pair-code');
  await expect(shown.or(code)).toBeVisible();
  if (await shown.isVisible()) return;
  await expect(code).toHaveText(/^[B-Z]{4}-[B-Z]{4}$/);
  const [id, text] = [await screenDevice(), (await code.textContent()) ?? ''];
  await openApi('admin').ask((ask) =>
    ask.devices.approveScreen.mutate({ id: id as never, code: text }),
  );
  await expect(shown).toBeVisible();
};
