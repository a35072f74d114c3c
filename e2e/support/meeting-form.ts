import { expect, type Page } from '@playwright/test';

export interface MeetingInput {
  title: string;
  /** Minutes from now. */
  startsIn: number;
  minutes: number;
  participants: readonly string[];
  files?: readonly string[];
  markdown?: { name: string; text: string };
}

const two = (value: number): string => String(value).padStart(2, '0');
const dateText = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeText = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** Fills the meeting form as Alice would; does not send it. */
export const fillMeeting = async (page: Page, input: MeetingInput): Promise<void> => {
  await page.goto('/meetings/new');
  await page.getByLabel('Title').fill(input.title);
  const start = new Date(Date.now() + input.startsIn * 60_000);
  const end = new Date(start.getTime() + input.minutes * 60_000);
  await page.getByLabel('Date').fill(dateText(start));
  await page.getByLabel('Start').fill(timeText(start));
  await page.getByLabel('End').fill(timeText(end));
  await page.getByRole('radio', { name: /Aurora/ }).click();
  for (const name of input.participants) {
    await page.getByRole('combobox', { name: /participants/i }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
  for (const file of input.files ?? []) {
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(
      page.getByTestId('content-item').filter({ hasText: file.split('/').at(-1) ?? file }),
    ).toBeVisible();
  }
};
