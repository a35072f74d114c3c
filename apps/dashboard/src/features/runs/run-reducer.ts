import {
  reversibleSteps,
  type RunFinishedEvent,
  type RunStepEvent,
  runStepNames,
  type StoredEvent,
} from '@nanoedge/protocol';
import { isOpen } from '@nanoedge/words';
import type { Run, RunStep } from './run.ts';

/** What a device said of a run, as it was stored. */
export interface RunNews {
  id: number;
  device: string;
  receivedAt: number;
  body: RunStepEvent | RunFinishedEvent;
}

/** The news in an event; null when it is about something else. */
export const newsOf = ({ id, device, receivedAt, body }: StoredEvent): RunNews | null =>
  body.type === 'run.step' || body.type === 'run.finished'
    ? { id, device, receivedAt, body }
    : null;

const inOrder = (steps: readonly RunStep[]): RunStep[] =>
  steps.toSorted(
    (a, b) =>
      a.startedAt - b.startedAt || runStepNames.indexOf(a.step) - runStepNames.indexOf(b.step),
  );

const stepsWith = (steps: readonly RunStep[], body: RunStepEvent): RunStep[] => {
  const { step, state, at } = body;
  const known = steps.find((entry) => entry.step === step);
  return inOrder([
    ...steps.filter((entry) => entry.step !== step),
    {
      step,
      state,
      startedAt: known?.startedAt ?? at,
      endedAt: state === 'running' ? null : at,
      bytes: body.bytes ?? known?.bytes ?? null,
      totalBytes: body.totalBytes ?? known?.totalBytes ?? null,
      detail: body.detail ?? known?.detail ?? null,
    },
  ]);
};

/** With the first answer of a run that brought its image, the deployment time is known. */
const deploymentMs = (run: Run, steps: readonly RunStep[], news: RunNews): number | null => {
  const brought = steps.some(({ step, bytes }) => step === 'sending' && (bytes ?? 0) > 0);
  const { body, receivedAt } = news;
  const answered =
    body.type === 'run.step' && body.step === 'answering' && body.state === 'done' && brought;
  return run.deploymentMs ?? (answered ? receivedAt - run.requestedAt : null);
};

const afterStep = (run: Run, body: RunStepEvent, news: RunNews): Run => {
  const steps = stepsWith(run.steps, body);
  const last = steps.at(-1);
  // An open run has a reason once somebody has asked to take it back
  const taken = run.reason !== null;
  return {
    ...run,
    state: 'running',
    steps,
    waiting: taken ? run.waiting : null,
    cancellable: !taken && (last === undefined || reversibleSteps.includes(last.step)),
    sentBytes: steps.find(({ step }) => step === 'sending')?.bytes ?? run.sentBytes,
    deploymentMs: deploymentMs(run, steps, news),
  };
};

const afterEnd = (run: Run, body: RunFinishedEvent, receivedAt: number): Run => {
  const tookBack = run.reason !== null && run.kind !== 'remove' && body.outcome === 'done';
  const state = tookBack ? 'cancelled' : body.outcome;
  return {
    ...run,
    state,
    finishedAt: receivedAt,
    reason:
      state === 'done' ? null : state === 'cancelled' ? (run.reason ?? body.reason) : body.reason,
    exitCode: body.exitCode,
    logLines: body.logLines,
    snapshot: body.snapshot,
    waiting: null,
    cancellable: false,
    undoable: run.kind === 'remove' && state === 'done',
    initiationMs: body.initiationMs,
    deploymentMs: body.imageSent ? run.deploymentMs : null,
  };
};

/** A run after what its device said; the same object when that changes nothing. */
export const reduceRun = (run: Run, news: RunNews): Run => {
  if (run.id !== news.body.run || !isOpen(run)) return run;
  return news.body.type === 'run.step'
    ? afterStep(run, news.body, news)
    : afterEnd(run, news.body, news.receivedAt);
};

/**
 * Whether the news does not say all that a page shows, so that the server must be asked. `others`:
 * the other open runs that are known.
 */
export const mustAsk = (
  run: Run,
  { body }: RunNews,
  others: readonly Pick<Run, 'id' | 'device'>[],
): boolean => {
  // What was cancelled was removed all the same
  if (!isOpen(run))
    return run.state === 'cancelled' && body.type === 'run.finished' && body.outcome === 'done';
  // Whoever waits for this device waits for another run now
  const turns = body.type === 'run.finished' || run.state === 'queued';
  if (turns && others.some(({ id, device }) => id !== run.id && device === run.device)) return true;
  const answered = run.steps.some(({ step, state }) => step === 'answering' && state === 'done');
  return body.type === 'run.finished' && body.imageSent && answered && run.deploymentMs === null;
};
