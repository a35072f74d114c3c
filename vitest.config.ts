import { defineConfig } from 'vitest/config';

const integration = ['**/test/integration/**/*.test.ts', '**/test/conformance/**/*.test.ts'];
const exclude = ['**/node_modules/**', '**/.next/**', '**/dist/**', 'e2e/**'];

/** Two projects: `unit` needs nothing but Node; `integration` needs a Docker Engine, the images and the Debian tools. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...exclude, ...integration] } },
      {
        test: {
          name: 'integration',
          include: integration,
          exclude,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
