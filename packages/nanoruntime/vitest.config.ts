import { defineConfig } from 'vitest/config';

// The first integration run builds the compilers' images.
export default defineConfig({
  test: { testTimeout: 60_000, hookTimeout: 300_000, fileParallelism: false, include: ['{src,test}/**/*.test.ts'] },
});
