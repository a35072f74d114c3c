import type { RunOutcome, RunStepName, RunStepState } from '@nanoedge/protocol';
import { formatBytes } from './bytes.ts';
import { plural } from './numbers.ts';
import { formatGoing, formatSpan } from './spans.ts';
import type { Tone } from './tone.ts';

/** What must be known of a step to tell it. */
export interface ToldStep {
  step: RunStepName;
  state: RunStepState;
  startedAt: number;
  endedAt: number | null;
  bytes: number | null;
  totalBytes: number | null;
}

/** What must be known of a run to tell it. */
export interface ToldRun {
  kind: keyof typeof verbs;
  name: string;
  state: 'queued' | 'running' | RunOutcome;
  version: string | null;
  fromVersion: string | null;
  steps: readonly ToldStep[];
  waiting: string | null;
  deploymentMs: number | null;
  initiationMs: number | null;
}

/** What an agent does in each step, while it does it and as a heading. */
export const stepWord: Record<RunStepName, { doing: string; title: string }> = {
  sending: { doing: 'sending', title: 'Send the image' },
  loading: { doing: 'loading', title: 'Load it into the engine' },
  stopping: { doing: 'stopping', title: 'Stop cleanly' },
  snapshotting: { doing: 'taking a snapshot', title: 'Take a snapshot, read it back' },
  storing: { doing: 'storing', title: 'Store it in the dashboard' },
  removing: { doing: 'removing', title: 'Remove container and volumes' },
  restoring: { doing: 'restoring volumes', title: 'Restore the volumes' },
  creating: { doing: 'creating', title: 'Create the container' },
  starting: { doing: 'starting', title: 'Start the process' },
  answering: { doing: 'answering', title: 'First answer over CoAP' },
  probation: { doing: 'on probation', title: 'Stay healthy for the probation time' },
  'rolling-back': { doing: 'rolling back', title: 'Roll back to what ran before' },
};

/** Whether a run waits or goes on. */
export const isOpen = ({ state }: Pick<ToldRun, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** A run's state in a word. */
export const runWord: Record<ToldRun['state'], { word: string; tone: Tone }> = {
  queued: { word: 'queued', tone: 'unknown' },
  running: { word: 'in progress', tone: 'attention' },
  done: { word: 'done', tone: 'ok' },
  'rolled-back': { word: 'rolled back', tone: 'broken' },
  refused: { word: 'refused', tone: 'broken' },
  failed: { word: 'failed', tone: 'broken' },
  cancelled: { word: 'cancelled', tone: 'unknown' },
};

const verbs = {
  add: { doing: 'Adding', did: 'Added', noun: 'Adding' },
  change: { doing: 'Changing', did: 'Changed', noun: 'The change of' },
  restart: { doing: 'Restarting', did: 'Restarted', noun: 'The restart of' },
  recreate: { doing: 'Recreating', did: 'Recreated', noun: 'Recreating' },
  remove: { doing: 'Removing', did: 'Removed', noun: 'The removal of' },
  undo: { doing: 'Bringing back', did: 'Brought back', noun: 'Bringing back' },
  restore: { doing: 'Restoring', did: 'Restored', noun: 'Restoring' },
  snapshot: { doing: 'Taking a snapshot of', did: 'Took a snapshot of', noun: 'The snapshot of' },
} as const;

/**
 * The run as a heading: "Adding blinker", "Removed blinker", "The change of blinker was rolled
 * back".
 */
export const runTitle = ({
  kind,
  name,
  state,
}: Pick<ToldRun, 'kind' | 'name' | 'state'>): string => {
  const { doing, did, noun } = verbs[kind];
  switch (state) {
    case 'queued':
    case 'running':
      return `${doing} ${name}`;
    case 'done':
      return `${did} ${name}`;
    case 'failed':
      return `${noun} ${name} failed`;
    case 'rolled-back':
    case 'refused':
    case 'cancelled':
      return `${noun} ${name} was ${runWord[state].word}`;
  }
};

/** "0.1.0 → 0.1.1", one version alone, or null where none is known. */
export const versionWords = ({
  version,
  fromVersion,
}: Pick<ToldRun, 'version' | 'fromVersion'>): string | null =>
  version === null
    ? fromVersion
    : fromVersion === null || fromVersion === version
      ? version
      : `${fromVersion} → ${version}`;

/** The step that goes on now, else the last one that began. */
export const currentStep = <S extends Pick<ToldStep, 'state'>>({
  steps,
}: {
  steps: readonly S[];
}): S | null => steps.findLast(({ state }) => state === 'running') ?? steps.at(-1) ?? null;

/** Bytes of a step in words, null for steps that move none. */
export const stepBytes = ({
  state,
  bytes,
  totalBytes,
}: Pick<ToldStep, 'state' | 'bytes' | 'totalBytes'>): string | null => {
  if (bytes === 0 && state === 'done') return null;
  if (bytes === null) return totalBytes === null ? null : formatBytes(totalBytes);
  if (totalBytes === null || (state === 'done' && bytes >= totalBytes)) return formatBytes(bytes);
  return `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
};

/** How long a step took, or has been going on at `now` (epoch ms; null: unknown yet). */
export const stepSpan = (
  { startedAt, endedAt }: Pick<ToldStep, 'startedAt' | 'endedAt'>,
  now: number | null,
): string | null => {
  if (endedAt !== null) return formatSpan(endedAt - startedAt);
  return now === null ? null : formatGoing(now - startedAt);
};

/**
 * What an open run does right now: "sending 120 kB of 250 kB", "answering…", "queued". Its outcome
 * when it has ended.
 */
export const progressText = (run: Pick<ToldRun, 'state' | 'steps' | 'waiting'>): string => {
  if (!isOpen(run)) return runWord[run.state].word;
  const step = currentStep(run);
  if (step === null) return run.waiting === null ? 'queued…' : 'waiting…';
  const { doing } = stepWord[step.step];
  const bytes = stepBytes(step);
  return bytes === null || step.state !== 'running' ? `${doing}…` : `${doing} ${bytes}`;
};

/** What the two times of a run are called. */
export const runTimeWord = {
  deployment: {
    label: 'Deployment time',
    hint: 'from the click to the first CoAP answer, image sent',
  },
  initiation: {
    label: 'Initiation time',
    hint: 'from create to the first CoAP answer',
  },
} as const;

/** The times that are told apart: with the image on its way, and from create alone. */
export const runTimes = ({
  deploymentMs,
  initiationMs,
}: Pick<ToldRun, 'deploymentMs' | 'initiationMs'>): {
  label: string;
  text: string;
  hint: string;
}[] => [
  ...(deploymentMs === null ? [] : [{ ...runTimeWord.deployment, text: formatSpan(deploymentMs) }]),
  ...(initiationMs === null ? [] : [{ ...runTimeWord.initiation, text: formatSpan(initiationMs) }]),
];

/**
 * How many changes go on and how many wait for something: a device that is away, or the change
 * before it.
 */
export const openRunsText = (open: readonly Pick<ToldRun, 'waiting'>[]): string => {
  const waiting = open.filter((run) => run.waiting !== null).length;
  const running = open.length - waiting;
  if (waiting === 0) return `${plural(running, 'change')} running`;
  return running === 0
    ? `${plural(waiting, 'change')} waiting`
    : `${plural(running, 'change')} running, ${String(waiting)} waiting`;
};
