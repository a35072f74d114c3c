import { sleep, systemClock } from '@nanoedge/base';
import { ClientError } from '@nanoedge/client';
import type { Dashboard } from '../api/dashboard.ts';
import type { RunRow } from '../api/views.ts';
import { runEnd, runProgress, runLabel } from './run-lines.ts';

const everyMs = 250;

/** Live lines of a run; on a terminal the last one is rewritten in place. */
class RunScreen {
  readonly #stream: NodeJS.WriteStream;
  readonly #prefix: string;
  #shown = 0;
  #live = '';
  constructor(stream: NodeJS.WriteStream, prefix: string) {
    this.#stream = stream;
    this.#prefix = prefix;
  }

  draw(run: RunRow): void {
    const { ended, now } = runProgress(run);
    for (const line of ended.slice(this.#shown)) this.#line(line);
    this.#shown = Math.max(this.#shown, ended.length);
    if (now === null || now === this.#live) return;
    this.#live = now;
    if (this.#stream.isTTY === true)
      this.#stream.write(`\r\u001b[2K${this.#prefix}${now}`.slice(0, this.#stream.columns ?? 100));
  }

  end(run: RunRow): void {
    this.draw(run);
    for (const line of runEnd(run)) this.#line(line);
  }

  #line(text: string): void {
    this.#stream.write(
      `${this.#stream.isTTY === true ? '\r\u001b[2K' : ''}${this.#prefix}${text}\n`,
    );
  }
}

/** Asks until the run has ended; a dashboard that is away meanwhile is waited for. */
const followOne = async (
  dashboard: Dashboard,
  first: RunRow,
  screen: RunScreen,
): Promise<RunRow> => {
  let run = first;
  let missed = 0;
  for (;;) {
    if (run.finishedAt !== null) {
      screen.end(run);
      return run;
    }
    screen.draw(run);
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
      process.stderr.write(`${runLabel(run)}: ${run.waiting ?? run.state}, run ${run.id}\n`);
    print(runs);
    return 0;
  }
  for (const run of runs) process.stderr.write(`${runLabel(run)}, run ${run.id}\n`);
  const ended = await Promise.all(
    runs.map((run) =>
      followOne(
        dashboard,
        run,
        new RunScreen(process.stderr, runs.length === 1 ? '' : `${run.deviceName}: `),
      ),
    ),
  );
  print(ended);
  return ended.every(({ state }) => state === 'done') ? 0 : 1;
};
