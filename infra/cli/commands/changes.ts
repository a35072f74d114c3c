import { formatSpan, sortableTime, versionWords } from '@nanoedge/words';
import * as z from 'zod/mini';
import { Dashboard } from '../api/dashboard.ts';
import { findById, findDeployment, findDevice } from '../api/find.ts';
import { followRuns, type FollowOptions } from '../api/follow.ts';
import { Matrix, Run, SnapshotList } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { openHome } from '../home.ts';

const open = (env: CliEnv): Dashboard => new Dashboard(env, openHome(env.home));

/** Takes a deployment away, by default after a snapshot of it was stored and read back. */
export const remove = async (
  env: CliEnv,
  deployment: string,
  options: FollowOptions & { snapshot: boolean },
): Promise<number> => {
  const dashboard = open(env);
  const matrix = await dashboard.query('nanoservices.matrix', Matrix, {
    site: await dashboard.site(),
  });
  const { id } = findDeployment(matrix, deployment);
  const run = await dashboard.mutate('deployments.remove', Run, {
    deployment: id,
    withoutSnapshot: !options.snapshot,
  });
  return followRuns(dashboard, [run], options);
};

/** Brings a snapshot back, to the device and name that it is of or to others. */
export const restore = async (
  env: CliEnv,
  snapshot: string,
  options: FollowOptions & { device?: string; name?: string },
): Promise<number> => {
  const dashboard = open(env);
  const site = await dashboard.site();
  const { id } = findById(
    (await dashboard.query('snapshots.list', SnapshotList, { site })).snapshots,
    snapshot,
    'snapshot',
  );
  const device =
    options.device === undefined
      ? {}
      : {
          device: findDevice(
            await dashboard.query('nanoservices.matrix', Matrix, { site }),
            options.device,
          ).id,
        };
  const name = options.name === undefined ? {} : { name: options.name };
  const run = await dashboard.mutate('snapshots.restore', Run, {
    snapshot: id,
    ...device,
    ...name,
  });
  return followRuns(dashboard, [run], options);
};

/** Brings back what a removal took away. */
export const undo = async (env: CliEnv, text: string, options: FollowOptions): Promise<number> => {
  const dashboard = open(env);
  const runs = await dashboard.query('runs.list', z.array(Run), {
    site: await dashboard.site(),
    limit: 200,
  });
  const undone = await dashboard.mutate('deployments.undo', Run, {
    run: findById(runs, text, 'run').id,
  });
  return followRuns(dashboard, [undone], options);
};

const runLine = (run: Run): string => {
  const time = run.finishedAt === null ? '' : formatSpan(run.finishedAt - run.requestedAt);
  const cells = [
    sortableTime(run.requestedAt),
    run.kind.padEnd(8),
    run.name.padEnd(28),
    run.deviceName.padEnd(14),
    run.state.padEnd(11),
    time.padStart(9),
    versionWords(run) ?? '',
    run.undoable ? 'undo possible' : '',
    run.reason ?? run.waiting ?? '',
  ];
  return `${run.id}  ${cells.filter((cell) => cell !== '').join('  ')}`;
};

/** What was changed, newest first. */
export const runs = async (
  env: CliEnv,
  options: { open?: boolean; device?: string; limit: string; json?: boolean },
): Promise<void> => {
  const dashboard = open(env);
  const site = await dashboard.site();
  const device =
    options.device === undefined
      ? {}
      : {
          device: findDevice(
            await dashboard.query('nanoservices.matrix', Matrix, { site }),
            options.device,
          ).id,
        };
  const found = await dashboard.query('runs.list', z.array(Run), {
    site,
    open: options.open === true,
    limit: Number(options.limit),
    ...device,
  });
  if (options.json === true) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else
    process.stdout.write(
      found.length === 0 ? 'No runs yet.\n' : `${found.map(runLine).join('\n')}\n`,
    );
};
