import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';

const api = openApi('admin');
type Stored = Awaited<ReturnType<typeof read>>;
const read = async () => {
  const site = (await api.site()) as never;
  return api.ask((ask) => ask.plan.get.query({ site }));
};
let before: Stored;
test.beforeAll(async () => {
  before = await read();
});
// Other specs share the site
test.afterAll(async () => {
  const rooms = before.rooms.map(({ id, name, capacity, equipment }) => ({
    id,
    name,
    capacity,
    equipment,
  }));
  await api.ask((ask) => ask.plan.save.mutate({ site: before.site, plan: before.plan, rooms }));
});

/** A place of the plan in pixels of the page. */
const pixelsAt = async (page: Page, [x, y]: [number, number]): Promise<[number, number]> => {
  const box = await page.getByTestId('plan-canvas').boundingBox();
  if (box === null) throw new Error('the plan is not drawn');
  const scale = box.width / before.plan.width;
  return [box.x + x * scale, box.y + y * scale];
};

const drag = async (page: Page, from: [number, number], to: [number, number]) => {
  await page.mouse.move(...(await pixelsAt(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await pixelsAt(page, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
  await page.mouse.move(...(await pixelsAt(page, to)));
  await page.mouse.up();
};

test('an administrator draws one room by mouse and one by keyboard, with doors, saves them and takes that back', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await page.goto('/settings/plan');
  await expect(page.getByTestId('plan-canvas')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save plan' })).toBeDisabled();

  await page.getByRole('button', { name: 'Draw a zone' }).click();
  await drag(page, [7, 1], [12, 5]);
  const what = page.getByTestId('plan-properties');
  await what.getByLabel('Name').fill('Boreal');
  await what.getByLabel('Kind').selectOption('Room');
  await what.getByLabel('Can be booked as a room').check();
  await what.getByLabel('Seats').fill('8');
  await expect(what.getByLabel('Width (m)')).toHaveValue('5');
  await what.getByRole('button', { name: 'Door to Corridor' }).click();

  await page.getByRole('button', { name: 'Add a zone' }).focus();
  await page.keyboard.press('Enter');
  const fill = async (label: string, text: string) => {
    await what.getByLabel(label).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };
  await fill('Name', 'Cirrus');
  await fill('X (m)', '13');
  await fill('Y (m)', '7');
  const canvas = page.getByRole('application');
  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(what.getByLabel('Y (m)')).toHaveValue('7.5');
  await expect(what.getByLabel('Width (m)')).toHaveValue('4.25');
  await page.keyboard.press('ControlOrMeta+z');
  await page.getByRole('button', { name: 'Cirrus' }).focus();
  await page.keyboard.press('Enter');
  await expect(what.getByLabel('Width (m)')).toHaveValue('4');
  await what.getByRole('button', { name: 'Door to Corridor' }).focus();
  await page.keyboard.press('Enter');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Save plan' }).click();
  await expect(page.getByText('Saved. Pages and devices follow now.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save plan' })).toBeDisabled();
  const stored = await read();
  expect(stored.rooms.find(({ name }) => name === 'Boreal')?.capacity).toBe(8);

  const live = await page.context().newPage();
  await live.goto('/live');
  await expect(live.getByTestId('live-plan').getByText('Boreal')).toBeVisible();
  await expect(live.getByTestId('live-plan').getByText('Cirrus')).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByText('Undone. It is as it was before.')).toBeVisible();
  await expect(live.getByTestId('live-plan').getByText('Boreal')).toBeHidden();
  expect((await read()).plan.zones).toEqual(before.plan.zones);
});

test('what is wrong is shown while it is drawn, with a way there, on a phone as well', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, 'admin');
  await page.goto('/settings/plan');
  await page.getByRole('button', { name: 'Add a zone' }).click();
  const what = page.getByTestId('plan-properties');
  await what.getByLabel('X (m)').fill('14');
  const found = page.getByTestId('plan-findings');
  await expect(found.getByText(/and Aurora overlap|Aurora and .* overlap/)).toBeVisible();
  await what.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(found.getByText(/overlap/)).toBeHidden();
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
