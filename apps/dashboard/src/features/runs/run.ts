import { isOpen } from '@nanoedge/words';
import type { Outputs } from '@/browser/api/trpc.ts';

export type Run = Outputs['runs']['get'];
export type RunStep = Run['steps'][number];

/** How far a step is, 0 to 1; null when it cannot be told. */
export const stepShare = ({
  bytes,
  totalBytes,
}: Pick<RunStep, 'bytes' | 'totalBytes'>): number | null =>
  bytes === null || totalBytes === null || totalBytes === 0
    ? null
    : Math.min(1, bytes / totalBytes);

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
