import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { signIn } from '../support/session.ts';

const folder = mkdtempSync(join(tmpdir(), 'nanoedge-e2e-'));
const file = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

test.describe('a meeting that cannot be', () => {
  test.beforeEach(async ({ page }) => {
    const api = openApi('admin');
    await api.emptyCalendar();
    await signIn(page, 'alice');
  });

  test('says that the end is before the start, at the field', async ({ page }) => {
    await fillMeeting(page, {
      title: 'Backwards',
      startsIn: 60,
      minutes: -30,
      participants: ['Bob'],
    });
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByText(/end.*after.*start|before the start/i).first()).toBeVisible();
    await expectAccessible(page);
    await expect(page).toHaveURL(/\/meetings\/new/);
  });

  test('says that nobody is invited', async ({ page }) => {
    await fillMeeting(page, { title: 'Alone', startsIn: 60, minutes: 30, participants: [] });
    await page.getByRole('checkbox', { name: 'I take part' }).uncheck();
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByText(/at least one/i).first()).toBeVisible();
  });

  test('names the meeting that has the room already', async ({ page }) => {
    await fillMeeting(page, {
      title: 'First come',
      startsIn: 60,
      minutes: 30,
      participants: ['Bob'],
    });
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByRole('heading', { name: 'First come' })).toBeVisible();
    await fillMeeting(page, { title: 'Second', startsIn: 70, minutes: 30, participants: ['Carl'] });
    await page.getByRole('button', { name: /create meeting/i }).click();
    await expect(page.getByText(/First come/).first()).toBeVisible();
    await expect(page).toHaveURL(/\/meetings\/new/);
  });

  test('refuses a file that is too large, and one that is not what it claims', async ({ page }) => {
    await fillMeeting(page, { title: 'Heavy', startsIn: 60, minutes: 30, participants: ['Bob'] });
    const input = page.locator('input[type=file]');
    await input.setInputFiles(
      file('huge.pdf', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(26 * 1024 * 1024)])),
    );
    await expect(page.getByText(/25 MB/).first()).toBeVisible();
    await input.setInputFiles(file('slides.pdf', Buffer.from('MZ this is no document at all')));
    await expect(page.getByText(/slides\.pdf.*(not|no).*|(not|no) .*PDF/i).first()).toBeVisible();
  });
});
