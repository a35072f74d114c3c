import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { openRoomScreen } from '../support/room-screen.ts';

const rows = Array.from({ length: 120 }, (_row, at) => `row${at + 1}`);
const lines = Array.from({ length: 300 }, (_line, at) => `minute${at + 1}`);
const columns = Array.from({ length: 12 }, (_column, at) => at + 1);

const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
const table = [
  line(columns.map((column) => `Head ${column}`)),
  line(columns.map(() => '---')),
  ...rows.map((row) =>
    line(columns.map((column) => (column === 12 ? `${row}end` : `${row} ${column}`))),
  ),
].join('\n');
const minutes = lines.map((each) => `- ${each} was agreed`).join('\n');

/** The words that can be read on the screen now: whole inside of what is shown. */
const readable = (page: Page): Promise<string[]> =>
  page.getByTestId('room-content').evaluate((content) => {
    const shown = content.getBoundingClientRect();
    const found: string[] = [];
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const isWhole = [...range.getClientRects()].every(
        ({ left, right, top, bottom }) =>
          left >= shown.left - 1 &&
          right <= shown.right + 1 &&
          top >= shown.top - 1 &&
          bottom <= shown.bottom + 1,
      );
      if (isWhole) found.push(...(node.textContent ?? '').split(/\s+/));
    }
    return found;
  });

test('the room screen shows a table of 120 rows and 12 columns and 300 lines of minutes page by page, all of them, and a link with its QR code', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const api = openApi('admin');
  await api.emptyCalendar();
  await api.emptyBuilding();
  const bob = await api.personId('Bob');
  const upload = async (name: string, text: string) =>
    (await api.uploadContent(new File([text], name, { type: 'text/markdown' }))).digest;
  await api.meetingSoon(
    'Much to read',
    [bob],
    [
      { kind: 'file', name: 'table.md', digest: await upload('table.md', table) },
      { kind: 'file', name: 'minutes.md', digest: await upload('minutes.md', minutes) },
      { kind: 'link', name: 'A page that refuses frames', url: 'https://example.org/no-frames' },
    ],
  );
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openRoomScreen(page);
  await api.walk(bob, 4);
  await api.settled([bob], 'in-meeting');
  const content = page.getByTestId('room-content');
  await expect(content).toContainText('row1');

  const read = new Set<string>();
  const code = content.getByRole('img', { name: /QR/ });
  await expect(async () => {
    for (const word of await readable(page)) read.add(word);
    if (!(await code.isVisible())) await page.keyboard.press('ArrowRight');
    await expect(code).toBeVisible({ timeout: 1 });
  }).toPass({ timeout: 240_000, intervals: [100] });
  expect(rows.filter((row) => !read.has(row) || !read.has(`${row}end`))).toEqual([]);
  expect(lines.filter((each) => !read.has(each))).toEqual([]);
  await expect(content).toContainText('https://example.org/no-frames');
  await expectAccessible(page);
  await api.leave(bob);
  await api.emptyBuilding();
});
