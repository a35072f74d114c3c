import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const integration = ['**/test/integration/**/*.test.ts', '**/test/conformance/**/*.test.ts'];
const exclude = ['**/node_modules/**', '**/.next/**', '**/dist/**', '**/.reports/**', 'e2e/**'];

/**
 * Two projects: `unit` needs nothing but Node; `integration` needs a Docker Engine, the images and
 * the Debian tools.
 */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('apps/dashboard/src', import.meta.url)) } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...integration],
          setupFiles: ['infra/test/support/nesting.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          exclude,
          globalSetup: ['apps/dashboard/test/integration/support/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
