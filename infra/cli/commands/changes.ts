import { formatSpan, runLines, sortableTime, versionWords, type WallClock } from '@nanoedge/words';
import { clockOf, type Dashboard, openDashboard, siteOf } from '../api/dashboard.ts';
import { findById, findDeployment, findDevice } from '../api/find.ts';
import type { RunRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { followRuns, type FollowOptions } from '../ui/follow.ts';

/** `{device}` where a command names one. */
const deviceNamed = async (
  dashboard: Dashboard,
  site: string,
  text: string | undefined,
): Promise<{ device?: string }> => {
  if (text === undefined) return {};
  const inventory = await dashboard.ask((api) => api.nanoservices.matrix.query({ site }));
  return { device: findDevice(inventory, text).id };
};

/** The id of a deployment as it is typed. */
const deploymentNamed = async (
  dashboard: Dashboard,
  site: string,
  text: string,
): Promise<string> => {
  const inventory = await dashboard.ask((api) => api.nanoservices.matrix.query({ site }));
  return findDeployment(inventory, text).id;
};

/** Starts a deployment anew, in its container or in a fresh one. */
export const restart = async (
  env: CliEnv,
  text: string,
  options: FollowOptions & { recreate: boolean },
): Promise<number> => {
  const dashboard = openDashboard(env);
  const deployment = await deploymentNamed(dashboard, await siteOf(dashboard), text);
  const fresh = options.recreate;
  const run = await dashboard.ask((api) => api.deployments.restart.mutate({ deployment, fresh }));
  return followRuns(dashboard, [run], options);
};

/** Takes a deployment away, by default after a snapshot of it was stored and read back. */
export const remove = async (
  env: CliEnv,
  deployment: string,
  options: FollowOptions & { snapshot: boolean; leaveOut: boolean },
): Promise<number> => {
  const dashboard = openDashboard(env);
  const id = await deploymentNamed(dashboard, await siteOf(dashboard), deployment);
  const withoutSnapshot = !options.snapshot;
  const run = await dashboard.ask((api) =>
    api.deployments.remove.mutate({
      deployment: id,
      withoutSnapshot,
      leaveOut: options.leaveOut,
    }),
  );
  return followRuns(dashboard, [run], options);
};

/** Brings a snapshot back, to the device and name that it is of or to others. */
export const restore = async (
  env: CliEnv,
  snapshot: string,
  options: FollowOptions & { device?: string; name?: string },
): Promise<number> => {
  const dashboard = openDashboard(env);
  const site = await siteOf(dashboard);
  const { snapshots } = await dashboard.ask((api) => api.snapshots.list.query({ site }));
  const { id } = findById(snapshots, snapshot, 'snapshot');
  const device = await deviceNamed(dashboard, site, options.device);
  const name = options.name === undefined ? {} : { name: options.name };
  const run = await dashboard.ask((api) =>
    api.snapshots.restore.mutate({ snapshot: id, ...device, ...name }),
  );
  return followRuns(dashboard, [run], options);
};

/** Brings back what a removal took away. */
export const undo = async (env: CliEnv, text: string, options: FollowOptions): Promise<number> => {
  const dashboard = openDashboard(env);
  const site = await siteOf(dashboard);
  const runs = await dashboard.ask((api) => api.runs.list.query({ site, limit: 200 }));
  const { id } = findById(runs, text, 'run');
  const undone = await dashboard.ask((api) => api.deployments.undo.mutate({ run: id }));
  return followRuns(dashboard, [undone], options);
};

const runLine = (run: RunRow, clock: WallClock): string => {
  const time = run.finishedAt === null ? '' : formatSpan(run.finishedAt - run.requestedAt);
  const cells = [
    sortableTime(run.requestedAt, clock),
    run.kind.padEnd(8),
    run.name.padEnd(28),
    run.deviceName.padEnd(14),
    run.state.padEnd(11),
    time.padStart(9),
    versionWords(run) ?? '',
    run.undoable ? runLines.undoPossible : '',
    run.reason ?? run.waiting ?? '',
  ];
  return `${run.id}  ${cells.filter((cell) => cell !== '').join('  ')}`;
};

/** What was changed, newest first. */
export const printRuns = async (
  env: CliEnv,
  options: { open?: boolean; device?: string; limit: string; json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const site = await siteOf(dashboard);
  const device = await deviceNamed(dashboard, site, options.device);
  const wanted = { site, open: options.open === true, limit: Number(options.limit), ...device };
  const found = await dashboard.ask((api) => api.runs.list.query(wanted));
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const clock = await clockOf(dashboard);
  const lines = found.map((run) => runLine(run, clock));
  process.stdout.write(`${found.length === 0 ? runLines.none : lines.join('\n')}\n`);
};
