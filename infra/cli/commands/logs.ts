import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { siteProblems } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { openHome, readInstallation } from '../home.ts';
import { siteEngines } from '../lab/engines.ts';
import { demoDevices, deviceId } from '../site.ts';
import { containersOf } from '../system/docker.ts';
import { run } from '../system/run.ts';

const processes = ['dashboard', ...demoDevices.map((device) => `agent-${device}`)];

/**
 * Shows the log of the dashboard, an agent (`agent-room`), an engine of the lab (`engine-room`) or
 * a service (`main-controller`); without a name, of all processes. Throws UserError naming what
 * there is when the name is unknown.
 */
export const logs = async (
  env: CliEnv,
  name: string | undefined,
  options: { follow?: boolean; lines: string },
): Promise<void> => {
  const home = openHome(env.home);
  const lines = Number(options.lines);
  if (!Number.isInteger(lines) || lines < 0) throw new UserError(siteProblems.lines(options.lines));
  const tail = ['-n', String(lines), ...(options.follow === true ? ['-F'] : [])];
  if (
    name === undefined ||
    processes.includes(name) ||
    existsSync(join(home.logs, `${name}.log`))
  ) {
    const files = (name === undefined ? processes : [name])
      .map((process) => join(home.logs, `${process}.log`))
      .filter((file) => existsSync(file));
    if (files.length === 0) throw new UserError(siteProblems.noLogs);
    await run('tail', [...tail, ...files], { inherit: true });
    return;
  }
  const installation = readInstallation(home);
  const engines = await siteEngines(env, home);
  if (installation === null || engines.length === 0) throw new UserError(siteProblems.notRunning);
  const devices = demoDevices.map((device) => deviceId(installation, device));
  const containers = (
    await Promise.all(engines.map((engine) => containersOf(engine, devices)))
  ).flat();
  const matching = containers.filter(
    (container) => container.name.includes(name) || container.deployment.includes(name),
  );
  const first = matching[0];
  if (first === undefined) {
    const known = [...processes, ...containers.map((container) => container.name)]
      .sort()
      .join(', ');
    throw new UserError(siteProblems.noProcess(name, known));
  }
  for (const container of options.follow === true ? [first] : matching) {
    const args = [
      'logs',
      '--tail',
      String(lines),
      ...(options.follow === true ? ['--follow'] : []),
      container.id,
    ];
    await run('docker', args, {
      inherit: true,
      env: { ...env.inherited, DOCKER_HOST: container.dockerHost },
    });
  }
};
