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
  };

  it('are read from the report', () => {
    expect(vitestCounts(report(vitest))).toEqual({ passed: 5, failed: 0, skipped: 1 });
  });

  it('count a suite that could not be loaded as a failure', () => {
    expect(vitestCounts(report({ ...vitest, success: false })).failed).toBe(1);
  });

  it('count a test that passed only at a retry, and an error outside tests, as failures', () => {
    const counts = playwrightCounts(
      report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] }),
    );
    expect(counts).toEqual({ passed: 3, failed: 3, skipped: 0 });
  });

  it('are an error when the runner left no report', () => {
    expect(() => vitestCounts('/nowhere/report.json')).toThrow(/left no report/);
  });

  it('add up', () => {
    expect(sum([vitestCounts(report(vitest)), vitestCounts(report(vitest))])).toEqual({
      passed: 10,
      failed: 0,
      skipped: 2,
    });
  });
});
