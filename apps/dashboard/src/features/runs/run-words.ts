import type { RunStepName } from '@nanoedge/protocol';
import { formatBytes, formatSpan, plural } from '@nanoedge/words';
import type { Tone } from '@/components/ui/tone.ts';
import type { Outputs } from '@/browser/api/trpc.ts';

export type Run = Outputs['runs']['get'];
export type RunStep = Run['steps'][number];

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

/** A run's state in a word. */
export const runWord: Record<Run['state'], { word: string; tone: Tone }> = {
  queued: { word: 'queued', tone: 'unknown' },
  running: { word: 'in progress', tone: 'attention' },
  done: { word: 'done', tone: 'ok' },
  'rolled-back': { word: 'rolled back', tone: 'broken' },
  refused: { word: 'refused', tone: 'broken' },
  failed: { word: 'failed', tone: 'broken' },
  cancelled: { word: 'cancelled', tone: 'unknown' },
};

export const isOpen = ({ state }: Pick<Run, 'state'>): boolean =>
  state === 'queued' || state === 'running';

const verbs: Record<Run['kind'], { doing: string; did: string; noun: string }> = {
  add: { doing: 'Adding', did: 'Added', noun: 'Adding' },
  change: { doing: 'Changing', did: 'Changed', noun: 'The change of' },
  restart: { doing: 'Restarting', did: 'Restarted', noun: 'The restart of' },
  remove: { doing: 'Removing', did: 'Removed', noun: 'The removal of' },
  undo: { doing: 'Bringing back', did: 'Brought back', noun: 'Bringing back' },
  restore: { doing: 'Restoring', did: 'Restored', noun: 'Restoring' },
  snapshot: { doing: 'Taking a snapshot of', did: 'Took a snapshot of', noun: 'The snapshot of' },
};

/**
 * The run as a heading: "Adding blinker", "Removed blinker", "The change of blinker was rolled
 * back".
 */
export const runTitle = ({ kind, name, state }: Pick<Run, 'kind' | 'name' | 'state'>): string => {
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
}: Pick<Run, 'version' | 'fromVersion'>): string | null =>
  version === null
    ? fromVersion
    : fromVersion === null || fromVersion === version
      ? version
      : `${fromVersion} → ${version}`;

/** The step that goes on now, else the last one that began. */
export const currentStep = ({ steps }: Pick<Run, 'steps'>): RunStep | null =>
  steps.findLast(({ state }) => state === 'running') ?? steps.at(-1) ?? null;

/** Bytes of a step in words, null for steps that move none. */
export const stepBytes = ({
  state,
  bytes,
  totalBytes,
}: Pick<RunStep, 'state' | 'bytes' | 'totalBytes'>): string | null => {
  if (bytes === 0 && state === 'done') return null;
  if (bytes === null) return totalBytes === null ? null : formatBytes(totalBytes);
  if (totalBytes === null || (state === 'done' && bytes >= totalBytes)) return formatBytes(bytes);
  return `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
};

/** How far a step is, 0 to 1; null when it cannot be told. */
export const stepShare = ({
  bytes,
  totalBytes,
}: Pick<RunStep, 'bytes' | 'totalBytes'>): number | null =>
  bytes === null || totalBytes === null || totalBytes === 0
    ? null
    : Math.min(1, bytes / totalBytes);

/** How long a step took, or has been going on at `now` (epoch ms; null: unknown yet). */
export const stepSpan = (
  { startedAt, endedAt }: Pick<RunStep, 'startedAt' | 'endedAt'>,
  now: number | null,
): string | null => {
  if (endedAt !== null) return formatSpan(endedAt - startedAt);
  if (now === null) return null;
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1000));
  return seconds < 60 ? `${String(seconds)} s` : formatSpan(seconds * 1000);
};

/**
 * What an open run does right now: "sending 120 kB of 250 kB", "answering…", "queued". Its outcome
 * when it has ended.
 */
export const progressText = (run: Run): string => {
  if (!isOpen(run)) return runWord[run.state].word;
  const step = currentStep(run);
  if (step === null) return run.waiting === null ? 'queued…' : 'waiting…';
  const { doing } = stepWord[step.step];
  const bytes = stepBytes(step);
  return bytes === null || step.state !== 'running' ? `${doing}…` : `${doing} ${bytes}`;
};

/** The times that are told apart: with the image on its way, and from create alone. */
export const runTimes = ({
  deploymentMs,
  initiationMs,
}: Pick<Run, 'deploymentMs' | 'initiationMs'>): { label: string; text: string; hint: string }[] => [
  ...(deploymentMs === null
    ? []
    : [
        {
          label: 'Deployment time',
          text: formatSpan(deploymentMs),
          hint: 'from the click to the first CoAP answer, image sent',
        },
      ]),
  ...(initiationMs === null
    ? []
    : [
        {
          label: 'Initiation time',
          text: formatSpan(initiationMs),
          hint: 'from create to the first CoAP answer',
        },
      ]),
];

/**
 * Open runs by deployment; of several, the newest. `runs` newest first, as the server lists them.
 */
export const openByDeployment = (runs: readonly Run[]): ReadonlyMap<string, Run> =>
  new Map(
    runs
      .filter(isOpen)
      .toReversed()
      .map((run) => [run.deployment, run]),
  );

/** The runs that have ended since `before` was known; runs that nobody had seen count, too. */
export const justEnded = (before: ReadonlyMap<string, Run['state']>, now: readonly Run[]): Run[] =>
  now.filter((run) => {
    const known = before.get(run.id);
    return !isOpen(run) && (known === undefined || known === 'queued' || known === 'running');
  });

/**
 * How many changes go on and how many wait for something: a device that is away, or the change
 * before it.
 */
export const openRunsText = (open: readonly Pick<Run, 'waiting'>[]): string => {
  const waiting = open.filter((run) => run.waiting !== null).length;
  const running = open.length - waiting;
  if (waiting === 0) return `${plural(running, 'change')} running`;
  return running === 0
    ? `${plural(waiting, 'change')} waiting`
    : `${plural(running, 'change')} running, ${String(waiting)} waiting`;
};
