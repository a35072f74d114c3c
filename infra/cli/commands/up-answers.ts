import { waitFor } from '@nanoedge/base';
import { notReadyYet, siteProblems, stepNotes } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { isRunning, logTail, type Tracked } from '../system/process.ts';
import { isSettled, readStatus, type SiteStatus } from './status.ts';

const missing = (status: SiteStatus): string => {
  const waiting = status.devices.flatMap(({ name, state, settled, services }) => {
    if (state !== 'connected') return [notReadyYet.device(name, state)];
    const silent = services
      .filter((service) => service.state !== 'answering')
      .map((service) => `${service.name}: ${service.state}`);
    return silent.length === 0 && !settled ? [notReadyYet.atWork(name)] : silent;
  });
  return [
    ...(status.dashboard === 'answering' ? [] : [notReadyYet.dashboard(status.dashboard)]),
    ...waiting,
  ].join(', ');
};

/** What is missing, and what the agents that are not connected said last. */
const notAnswering = (status: SiteStatus, started: readonly Tracked[]): string => {
  const apart = status.devices
    .filter(({ state }) => state !== 'connected')
    .map(({ name }) => `agent-${name}`);
  const said = started
    .filter(({ name }) => apart.includes(name))
    .map((tracked) => `\n${tracked.name}: ${logTail(tracked, 2)}`);
  return siteProblems.notAnswering(missing(status), said.join(''));
};

const requireAlive = (started: readonly Tracked[]): void => {
  const dead = started.find((tracked) => !isRunning(tracked));
  if (dead !== undefined)
    throw new UserError(siteProblems.endedAtStart(dead.name, logTail(dead, 8)));
};

/** Waits for the dashboard's first answer. */
export const awaitDashboard = (env: CliEnv, dashboard: Tracked): Promise<true> =>
  waitFor(
    async () => {
      requireAlive([dashboard]);
      return (await readStatus(env)).dashboard === 'answering' ? true : null;
    },
    {
      timeoutMs: 60_000,
      everyMs: 150,
      onTimeout: () => new UserError(siteProblems.tooSlow(logTail(dashboard, 8))),
    },
  );

/** Waits until every service that is there answers, and says how many do meanwhile. */
export const awaitServices = (
  env: CliEnv,
  started: readonly Tracked[],
  note: (text: string) => void,
): Promise<SiteStatus> =>
  waitFor(
    async () => {
      requireAlive(started);
      const status = await readStatus(env);
      const services = status.devices.flatMap((device) => device.services);
      const answering = services.filter(({ state }) => state === 'answering');
      note(stepNotes.servicesAnswer(answering.length, services.length));
      return isSettled(status) ? status : null;
    },
    {
      timeoutMs: 90_000,
      everyMs: 200,
      onTimeout: async () => new UserError(notAnswering(await readStatus(env), started)),
    },
  );
