import { readFileSync } from 'node:fs';
import { checkoutProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { UserError } from '../errors.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const Vitest = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
});
const Playwright = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(checkoutProblems.noReport(path));
  }
};

/** Counts from vitest's JSON report. A suite that could not be loaded counts as one failure. */
export const vitestCounts = (path: string): Counts => {
  const report = Vitest.parse(readJson(path));
  const failed = report.numFailedTests === 0 && !report.success ? 1 : report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

/** Counts from Playwright's JSON report. A test that only passed at a retry counts as failed. */
export const playwrightCounts = (path: string): Counts => {
  const { stats, errors } = Playwright.parse(readJson(path));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
};

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (total, next) => ({
      passed: total.passed + next.passed,
      failed: total.failed + next.failed,
      skipped: total.skipped + next.skipped,
    }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );
