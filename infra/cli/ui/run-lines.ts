import { runFacts, runLines, serviceReasons, stepBytes, stepSpan, stepWord } from '@nanoedge/words';
import type { RunRow, RunStepRow } from '../api/views.ts';

const stepText = (step: RunStepRow): string => {
  const cells = [
    stepWord[step.step].doing.padEnd(12),
    stepBytes(step),
    stepSpan(step, null),
    step.detail,
  ];
  return cells.filter((cell) => cell !== null).join('  ');
};

const marks = { running: '…', done: '✓', failed: '✗' } as const;

/**
 * What a run has come to, oldest first: lines that will not change any more, and what goes on now.
 */
export const runProgress = (run: RunRow): { ended: string[]; now: string | null } => ({
  ended: run.steps
    .filter(({ state }) => state !== 'running')
    .map((step) => `  ${marks[step.state]} ${stepText(step)}`),
  now: nowText(run),
});

const nowText = (run: RunRow): string | null => {
  if (run.finishedAt !== null) return null;
  const step = run.steps.findLast(({ state }) => state === 'running');
  if (step !== undefined) return `  … ${stepText(step)}`;
  return `  … ${run.waiting ?? run.state}`;
};

const times = (run: RunRow): string =>
  [
    run.deploymentMs === null ? '' : runFacts.deployment(run.deploymentMs),
    run.initiationMs === null ? '' : runFacts.initiation(run.initiationMs),
    run.sentBytes === 0 ? '' : runFacts.sent(run.sentBytes),
    run.snapshot === null ? '' : runFacts.snapshot(run.snapshot),
  ]
    .filter((part) => part !== '')
    .join(', ');

export const runLabel = (run: RunRow): string => runLines.label(run.kind, run.name, run.deviceName);

/** How a run ended: the outcome with its times, or the reason with what the process said last. */
export const runEnd = (run: RunRow): string[] => {
  const what =
    run.version === null ? runLabel(run) : runLines.ofVersion(runLabel(run), run.version);
  if (run.state === 'done') return [runLines.done(what, times(run))];
  const { state, reason: why, exitCode } = run;
  const isTold = exitCode !== null && why?.includes(serviceReasons.exited(exitCode)) === true;
  return [
    runLines.notDone(what, { state, why, exitCode: isTold ? null : exitCode }),
    ...run.logLines.map((line) => `  | ${line}`),
  ];
};
