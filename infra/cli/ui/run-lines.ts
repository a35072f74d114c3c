import { formatBytes, formatSpan, stepBytes, stepSpan, stepWord } from '@nanoedge/words';
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
    run.deploymentMs === null ? '' : `deployment ${formatSpan(run.deploymentMs)}`,
    run.initiationMs === null ? '' : `initiation ${formatSpan(run.initiationMs)}`,
    run.sentBytes === 0 ? '' : `${formatBytes(run.sentBytes)} sent`,
    run.snapshot === null ? '' : `snapshot ${run.snapshot}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

export const runLabel = (run: RunRow): string => `${run.kind} ${run.name} on ${run.deviceName}`;

/** How a run ended: the outcome with its times, or the reason with what the process said last. */
export const runEnd = (run: RunRow): string[] => {
  const what = run.version === null ? runLabel(run) : `${runLabel(run)} (${run.version})`;
  if (run.state === 'done') return [`${what}: done${times(run) === '' ? '' : `, ${times(run)}`}`];
  const told = run.exitCode === null || run.reason?.includes(`exit code ${run.exitCode}`) === true;
  const code = told ? '' : ` (exit code ${run.exitCode})`;
  return [
    `${what}: ${run.state}${run.reason === null ? '' : `: ${run.reason}`}${code}`,
    ...run.logLines.map((line) => `  | ${line}`),
  ];
};
