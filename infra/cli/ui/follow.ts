import { sleep, systemClock } from '@nanoedge/base';
import { ClientError } from '@nanoedge/client';
import { runLines } from '@nanoedge/words';
import { Listr } from 'listr2';
import type { Dashboard } from '../api/dashboard.ts';
import type { RunRow } from '../api/views.ts';
import { RunNotDone } from '../errors.ts';
import { runEnd, runProgress, runLabel } from './run-lines.ts';
import { drawnOn, isLive } from './drawn-on.ts';

const everyMs = 250;

/** Asks until the run has ended; a dashboard that is away meanwhile is waited for. */
const followOne = async (
  dashboard: Dashboard,
  first: RunRow,
  show: (run: RunRow) => void,
): Promise<RunRow> => {
  let run = first;
  let missed = 0;
  for (;;) {
    show(run);
    if (run.finishedAt !== null) return run;
    await sleep(systemClock, everyMs);
    try {
      run = await dashboard.ask((api) => api.runs.get.query({ run: run.id }));
      missed = 0;
    } catch (error) {
      missed += 1;
      if (!(error instanceof ClientError) || missed > 120) throw error;
    }
  }
};

/** Shows a run as its task: the title is what goes on now, below it the steps that have ended. */
const showIn = (
  task: { title: string; output: string },
  prefix: string,
): ((run: RunRow) => void) => {
  let shown = 0;
  return (run) => {
    const { ended, now } = runProgress(run);
    for (const line of ended.slice(shown)) task.output = `${prefix}${line}`;
    shown = Math.max(shown, ended.length);
    task.title = now === null ? runEnd(run).join('\n') : `${runLabel(run)}${now}`;
  };
};

const followAll = async (dashboard: Dashboard, runs: readonly RunRow[]): Promise<RunRow[]> => {
  const stream = process.stderr;
  const last = new Map(runs.map((run) => [run.id, run]));
  const list = new Listr([], {
    ...drawnOn(stream),
    concurrent: true,
    exitOnError: false,
    collectErrors: true,
  });
  for (const run of runs)
    list.add({
      title: runLabel(run),
      task: async (_, task) => {
        const prefix = runs.length === 1 || isLive(stream) ? '' : `${run.deviceName}: `;
        const ended = await followOne(dashboard, run, showIn(task, prefix));
        last.set(run.id, ended);
        if (ended.state !== 'done') throw new RunNotDone(runLabel(ended));
      },
      rendererOptions: { outputBar: Infinity, persistentOutput: true },
    });
  await list.run();
  const broken = list.errors?.find(({ error }) => !(error instanceof RunNotDone));
  if (broken !== undefined) throw broken.error;
  return [...last.values()];
};

export interface FollowOptions {
  wait: boolean;
  json?: boolean;
}

/**
 * Follows runs live on standard error until each has ended; with `json` the runs as they are then
 * go to standard output. Exit code 0 when all are done, or when nobody waits.
 */
export const followRuns = async (
  dashboard: Dashboard,
  runs: readonly RunRow[],
  options: FollowOptions,
): Promise<number> => {
  const print = (all: readonly RunRow[]): void => {
    if (options.json === true)
      process.stdout.write(`${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`);
  };
  if (!options.wait) {
    for (const run of runs)
      process.stderr.write(
        `${runLines.accepted(runLabel(run), run.waiting ?? run.state, run.id)}\n`,
      );
    print(runs);
    return 0;
  }
  for (const run of runs) process.stderr.write(`${runLines.followed(runLabel(run), run.id)}\n`);
  const ended = await followAll(dashboard, runs);
  print(ended);
  return ended.every(({ state }) => state === 'done') ? 0 : 1;
};
