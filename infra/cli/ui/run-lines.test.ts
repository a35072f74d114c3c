import { describe, expect, it } from 'vitest';
import type { RunRow, RunStepRow } from '../api/views.ts';
import { runEnd, runProgress } from './run-lines.ts';

const step = (change: Partial<RunStepRow>): RunStepRow => ({
  step: 'starting',
  state: 'done',
  startedAt: 1_000,
  endedAt: 1_090,
  bytes: null,
  totalBytes: null,
  detail: null,
  ...change,
});

const runOf = (change: Partial<RunRow>): RunRow => ({
  id: 'run-1',
  kind: 'add',
  deviceName: 'Aurora',
  name: 'lights',
  version: '2.0.0',
  fromVersion: null,
  state: 'running',
  requestedAt: 0,
  finishedAt: null,
  steps: [],
  reason: null,
  exitCode: null,
  logLines: [],
  snapshot: null,
  waiting: null,
  undoable: false,
  deploymentMs: null,
  initiationMs: null,
  sentBytes: 0,
  ...change,
});

describe('a run in the terminal', () => {
  it('shows ended steps with their times and bytes, and what goes on now', () => {
    const sending = step({ step: 'sending', bytes: 2_360_000, totalBytes: 2_360_000 });
    const loading = step({
      step: 'loading',
      state: 'running',
      endedAt: null,
      bytes: 1_000_000,
      totalBytes: 2_000_000,
    });
    expect(runProgress(runOf({ steps: [sending, loading] }))).toEqual({
      ended: ['  ✓ sending       2.36 MB  90 ms'],
      now: '  … loading       1.00 MB of 2.00 MB',
    });
  });

  it('says why it waits', () => {
    expect(
      runProgress(runOf({ state: 'queued', waiting: 'Aurora is offline since 10:42.' })).now,
    ).toBe('  … Aurora is offline since 10:42.');
  });

  it('ends with its times when it is done', () => {
    const done = runOf({
      state: 'done',
      finishedAt: 2_000,
      deploymentMs: 640,
      initiationMs: 120,
      sentBytes: 20_000,
    });
    expect(runEnd(done)).toEqual([
      'add lights on Aurora (2.0.0): done, deployment 640 ms, initiation 120 ms, 20.0 kB sent',
    ]);
  });

  it('ends with the reason, the exit code and the last log lines when it is not', () => {
    const bad = runOf({
      state: 'rolled-back',
      finishedAt: 2_000,
      reason: 'It ended at once.',
      exitCode: 3,
      logLines: ['no such thing'],
    });
    expect(runEnd(bad)).toEqual([
      'add lights on Aurora (2.0.0): rolled-back: It ended at once. (exit code 3)',
      '  | no such thing',
    ]);
  });
});
