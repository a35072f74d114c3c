import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { stack } from '../support/stack.ts';

/** A red pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

test('the room screen shows an image, Markdown and a link in their order, without scripts, and hides them afterwards', async ({
  page,
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

  await page.goto(stack.displayUrl);
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

  await api.leave(bob);
  await expect(page.getByTestId('room-idle')).toBeVisible({ timeout: 20_000 });
  expect(
    (await page.request.get(`${stack.displayUrl}/content/${text}`)).status(),
    'content after everybody left',
  ).toBe(403);
  await api.emptyBuilding();
});
