import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/browser.ts';
import { stack } from './support/stack.ts';

/**
 * A time zone where it is about noon now, so that a meeting that starts soon never crosses
 * midnight. Workers inherit it.
 */
const noonZone = (): string => {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};
process.env['E2E_TIME_ZONE'] ??= noonZone();
process.env['TZ'] = process.env['E2E_TIME_ZONE'];

/**
 * The journeys share one site whose people walk through one door, so they run one after the other,
 * never retried.
 */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../.reports/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../.reports/e2e.json' }],
  ],
  globalSetup: './global-setup.ts',
  globalTeardown: './global-teardown.ts',
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    baseURL: stack.url,
    locale: 'en-GB',
    timezoneId: process.env['E2E_TIME_ZONE'],
    screenshot: 'only-on-failure',
    // What was clicked and asked; pictures of every step would cost as much as the pages themselves
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions,
  },
});
