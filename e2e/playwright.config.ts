import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/browser.ts';
import { stack } from './support/stack.ts';

/** The journeys share one site whose people walk through one door, so they run one after the other, never retried. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../.reports/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../.reports/e2e.json' }]],
  globalSetup: './global-setup.ts',
  globalTeardown: './global-teardown.ts',
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    baseURL: stack.url,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions,
  },
});
