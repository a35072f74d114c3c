import { describe, expect, it } from 'vitest';
import {
  currentStep,
  openRunsText,
  progressText,
  runTimes,
  runTitle,
  stepSpan,
  type ToldRun,
  type ToldStep,
  versionWords,
} from './runs.ts';

const testRun = (over: Partial<ToldRun> = {}): ToldRun => ({
  kind: 'remove',
  name: 'authentication-engine',
  state: 'running',
  version: '0.1.0',
  fromVersion: null,
  steps: [],
  waiting: null,
  deploymentMs: null,
  initiationMs: null,
  ...over,
});

const testStep = (
  step: ToldStep['step'],
  { of, ...over }: Partial<ToldStep> & { of?: number } = {},
): ToldStep => ({
  step,
  state: 'running',
  startedAt: 1000,
  endedAt: null,
  bytes: null,
  totalBytes: of ?? null,
  ...over,
});

describe('what an open run does', () => {
  it('is told with the bytes that have moved', () => {
    expect(
      progressText(testRun({ steps: [testStep('sending', { bytes: 120_000, of: 250_000 })] })),
    ).toBe('sending 120 kB of 250 kB');
  });

  it('is told by its step alone where no bytes move', () => {
    const steps = [testStep('starting', { state: 'done', endedAt: 1200 }), testStep('answering')];
    expect(progressText(testRun({ steps }))).toBe('answering…');
  });

  it('is waiting when the device has not begun and the server says why', () => {
    expect(
      progressText(testRun({ state: 'queued', waiting: 'Closet is offline since 10:42.' })),
    ).toBe('waiting…');
    expect(progressText(testRun({ state: 'queued' }))).toBe('queued…');
  });

  it('is its outcome once it has ended', () => {
    expect(progressText(testRun({ state: 'rolled-back', steps: [testStep('rolling-back')] }))).toBe(
      'rolled back',
    );
  });

  it('is the step that still runs, even when a later one has been told', () => {
    const sending = testStep('sending', { bytes: 1, of: 2 });
    expect(
      currentStep(
        testRun({ steps: [sending, testStep('loading', { state: 'done', endedAt: 2 })] }),
      ),
    ).toBe(sending);
  });
});

it.each<[ToldRun['kind'], ToldRun['state'], string]>([
  ['add', 'running', 'Adding authentication-engine'],
  ['remove', 'done', 'Removed authentication-engine'],
  ['change', 'rolled-back', 'The change of authentication-engine was rolled back'],
  ['remove', 'refused', 'The removal of authentication-engine was refused'],
  ['add', 'failed', 'Adding authentication-engine failed'],
  ['undo', 'done', 'Brought back authentication-engine'],
])('a %s that is %s is headed “%s”', (kind, state, title) =>
  expect(runTitle(testRun({ kind, state }))).toBe(title),
);

it('versions are named as a change only where they differ', () => {
  expect(versionWords({ version: '0.1.1', fromVersion: '0.1.0' })).toBe('0.1.0 → 0.1.1');
  expect(versionWords({ version: '0.1.0', fromVersion: '0.1.0' })).toBe('0.1.0');
  expect(versionWords({ version: null, fromVersion: '0.1.0' })).toBe('0.1.0');
});

it('a step that ended has its exact span, one that goes on counts whole seconds', () => {
  expect(stepSpan(testStep('creating', { startedAt: 1000, endedAt: 1097 }), null)).toBe('97 ms');
  expect(stepSpan(testStep('sending', { startedAt: 1000 }), 4900)).toBe('3 s');
  expect(stepSpan(testStep('sending', { startedAt: 1000 }), null)).toBeNull();
});

it('deployment time and initiation time are told apart, and only where they were measured', () => {
  expect(
    runTimes(testRun({ deploymentMs: 820, initiationMs: 140 })).map(
      ({ label, text }) => `${label} ${text}`,
    ),
  ).toEqual(['Deployment time 820 ms', 'Initiation time 140 ms']);
  expect(runTimes(testRun())).toEqual([]);
});

it('open changes are counted as what they are: going on, or waiting', () => {
  const [going, waits] = [
    testRun({ waiting: null }),
    testRun({ waiting: 'Corridor is offline since 10:42.' }),
  ];
  expect([[going, going], [waits], [going, waits, waits]].map(openRunsText)).toEqual([
    '2 changes running',
    '1 change waiting',
    '1 change running, 2 waiting',
  ]);
});
