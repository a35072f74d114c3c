import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playwrightCounts, sum, vitestCounts } from './reports.ts';

const report = (value: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
};

describe('counts of the test runners', () => {
  const vitest = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    success: true,
    testResults: [],
  };

  it('are read from the report', () => {
    expect(vitestCounts(report(vitest))).toEqual({
      passed: 5,
      failed: 0,
      skipped: 1,
      failures: [],
    });
  });

  it('count a suite that could not be loaded as a failure', () => {
    expect(vitestCounts(report({ ...vitest, success: false })).failed).toBe(1);
  });

  it('count a test that passed only at a retry, and an error outside tests, as failures', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };
    const counts = playwrightCounts(report({ stats, errors: [{}], suites: [] }));
    expect(counts).toMatchObject({ passed: 3, failed: 3, skipped: 0 });
  });

  it('name each test of vitest that failed, and the file of one that could not be loaded', () => {
    const file = (name: string, status: string, tests: Record<string, string>) => ({
      name,
      status,
      assertionResults: Object.entries(tests).map(([fullName, result]) => ({
        fullName,
        status: result,
      })),
    });
    const testResults = [
      file('a.test.ts', 'failed', { 'a lamp lights': 'failed', 'a lamp is off': 'passed' }),
      file('b.test.ts', 'failed', {}),
      file('c.test.ts', 'passed', { 'a door opens': 'passed' }),
    ];
    const { failures } = vitestCounts(report({ ...vitest, success: false, testResults }));
    expect(failures).toEqual(['a.test.ts: a lamp lights', 'b.test.ts']);
  });

  it('name each test of Playwright that failed or passed only at a retry', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const suites = [
      {
        title: 'door.spec.ts',
        specs: [spec('opens', 'expected'), spec('closes', 'unexpected')],
        suites: [{ title: 'a lock', specs: [spec('locks', 'flaky')] }],
      },
    ];
    const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 };
    const { failures } = playwrightCounts(
      report({ stats, errors: [{ message: 'no browser' }], suites }),
    );
    expect(failures).toEqual([
      'door.spec.ts › closes',
      'door.spec.ts › a lock › locks',
      'no browser',
    ]);
  });

  it('are an error when the runner left no report', () => {
    expect(() => vitestCounts('/nowhere/report.json')).toThrow(/left no report/);
  });

  it('add up', () => {
    expect(sum([vitestCounts(report(vitest)), vitestCounts(report(vitest))])).toEqual({
      passed: 10,
      failed: 0,
      skipped: 2,
      failures: [],
    });
  });
});
