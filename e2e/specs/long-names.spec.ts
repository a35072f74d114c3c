import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { signIn } from '../support/session.ts';

const long = `Server closet ${'x'.repeat(50)}`;

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`every column of the matrix can be reached beside a device name of 64 letters, at ${width} pixels`, async ({
    page,
  }) => {
    expect(long).toHaveLength(64);
    await page.setViewportSize({ width, height });
    await page.route(/\/api\/trpc\//, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.replaceAll('Server closet', long) });
    });
    await signIn(page, 'admin');
    await page.goto('/nanoservices');
    const heads = page.getByTestId('matrix-head');
    await expect(heads.filter({ hasText: long })).toBeVisible();
    const reached = new Set<number>();
    const further = page
      .locator('section')
      .filter({ has: page.getByTestId('matrix-head') })
      .getByRole('button', { name: 'More columns to the right' });
    await expect(async () => {
      const shown = await heads.evaluateAll((found) =>
        found.map((head) => {
          const { left, right } = head.getBoundingClientRect();
          const middle = (left + right) / 2;
          return middle > 0 && middle < window.innerWidth;
        }),
      );
      for (const [at, isShown] of shown.entries()) if (isShown) reached.add(at);
      expect(shown.length).toBeGreaterThan(3);
      if (await further.isVisible()) await further.click();
      await expect(further).toBeHidden({ timeout: 1 });
      expect(reached.size).toBe(shown.length);
    }).toPass({ intervals: [300] });
    await expectAccessible(page);
  });
