import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';

/** A red pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const roadmap = readFileSync(join(import.meta.dirname, '../fixtures/roadmap.pdf'));
const chapters = Array.from(
  { length: 12 },
  (_, index) => `## Chapter ${String(index + 1)}\n\n${'A line to read. '.repeat(30)}\n`,
);

const api = openApi('admin');

const book = async (): Promise<void> => {
  await api.emptyCalendar();
  const upload = (bytes: BlobPart, name: string, type: string) =>
    api.uploadContent(new File([bytes], name, { type }));
  const { digest: pdf } = await upload(roadmap, 'roadmap.pdf', 'application/pdf');
  const { digest: picture } = await upload(png, 'plan.png', 'image/png');
  const { digest: text } = await upload(chapters.join('\n'), 'minutes.md', 'text/markdown');
  await api.createMeeting({
    title: 'Four kinds',
    room: 'aurora',
    startsAt: Date.now() + 3_600_000,
    endsAt: Date.now() + 5_400_000,
    participants: [await api.personId('Bob')],
    content: [
      { kind: 'file', name: 'roadmap.pdf', digest: pdf },
      { kind: 'file', name: 'plan.png', digest: picture },
      { kind: 'file', name: 'minutes.md', digest: text },
      { kind: 'link', name: 'Minutes of last time', url: 'https://example.org/minutes' },
    ],
  });
};

/** Opens a piece by keyboard; gives what is in its frame, and what stands around it. */
const lookAt = async (
  page: Page,
  name: string,
): Promise<{ shown: FrameLocator; around: Locator }> => {
  const piece = page.getByTestId('content-item').filter({ hasText: name });
  await piece.locator('summary').focus();
  await page.keyboard.press('Enter');
  return {
    shown: piece.frameLocator('iframe'),
    around: piece.getByTestId('room-preview'),
  };
};

test('the meeting’s page shows each kind of content as the room shows it, and leafs through its pages by keyboard', async ({
  page,
}) => {
  await book();
  await signIn(page, 'admin');
  await page.goto('/meetings');
  await page.getByTestId('week-meeting').filter({ hasText: 'Four kinds' }).click();
  await expect(page.getByRole('heading', { name: 'Four kinds' })).toBeVisible();

  const pdf = await lookAt(page, 'roadmap.pdf');
  await expect(pdf.shown.locator('.paper canvas')).toBeVisible();
  await expectAccessible(page);

  const picture = await lookAt(page, 'plan.png');
  await expect(picture.shown.getByRole('img', { name: 'plan.png' })).toBeVisible();

  const text = await lookAt(page, 'minutes.md');
  await expect(
    text.shown.getByRole('heading', { name: 'Chapter 1', exact: true }),
  ).toBeInViewport();
  await expect(text.around.getByText(/^Page 1 of [2-9]$/)).toBeVisible();
  await text.around.getByRole('button', { name: 'Next page of minutes.md' }).press('Enter');
  await expect(text.around.getByText(/^Page 2 of/)).toBeVisible();
  await expect(text.shown.locator('article')).toHaveAttribute('data-page', '2');
  await expectAccessible(page);

  const link = await lookAt(page, 'Minutes of last time');
  await expect(link.shown.getByRole('img', { name: /example.org\/minutes/ })).toBeVisible();
  const size = await link.shown.locator('body').evaluate(() => [innerWidth, innerHeight]);
  expect(size, 'the frame is as large as a room screen').toEqual([1920, 1080]);
  await expectAccessible(page);
  await api.emptyCalendar();
});

test('the form shows a piece as the room shows it before the meeting is made', async ({ page }) => {
  await signIn(page, 'alice');
  await page.goto('/meetings/new');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'roadmap.pdf', mimeType: 'application/pdf', buffer: roadmap });
  await page.getByRole('button', { name: 'Preview roadmap.pdf as the room shows it' }).click();
  const dialog = page.getByRole('dialog', { name: 'roadmap.pdf' });
  await expect(dialog.frameLocator('iframe').locator('.paper canvas')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
