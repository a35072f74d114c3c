import { readFileSync } from 'node:fs';
import { checkoutProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { UserError } from '../errors.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, each by file and title. */
  failures: readonly string[];
}

const Vitest = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});
type VitestFile = z.infer<typeof Vitest>['testResults'][number];

/** Playwright's suites hold suites as deep as a test's file nests them. */
const Suite = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites() {
    return z.optional(z.array(Suite));
  },
});
type PlaywrightSuite = z.infer<typeof Suite>;
const Playwright = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.object({ message: z.optional(z.string()) })),
  suites: z.array(Suite),
});

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(checkoutProblems.noReport(path));
  }
};

const failedIn = ({ name, status, assertionResults }: VitestFile): string[] => {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length > 0) return failed.map(({ fullName }) => `${name}: ${fullName}`);
  return status === 'failed' ? [name] : [];
};

const failedInSuite = (suite: PlaywrightSuite, path: readonly string[]): string[] => {
  const here = [...path, suite.title];
  const specs = suite.specs.filter(({ tests }) =>
    tests.some(({ status }) => status === 'unexpected' || status === 'flaky'),
  );
  return [
    ...specs.map(({ title }) => [...here, title].join(' › ')),
    ...(suite.suites ?? []).flatMap((inner) => failedInSuite(inner, here)),
  ];
};

/** Counts from vitest's JSON report. A suite that could not be loaded counts as one failure. */
export const vitestCounts = (path: string): Counts => {
  const report = Vitest.parse(readJson(path));
  const failed = report.numFailedTests === 0 && !report.success ? 1 : report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(failedIn),
  };
};

/** Counts from Playwright's JSON report. A test that only passed at a retry counts as failed. */
export const playwrightCounts = (path: string): Counts => {
  const { stats, errors, suites } = Playwright.parse(readJson(path));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap((suite) => failedInSuite(suite, [])),
      ...errors.map(({ message }) => message ?? ''),
    ],
  };
};

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (total, next) => ({
      passed: total.passed + next.passed,
      failed: total.failed + next.failed,
      skipped: total.skipped + next.skipped,
      failures: [...total.failures, ...next.failures],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  );
