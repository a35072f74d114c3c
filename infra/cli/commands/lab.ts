import { commandSteps, labLines, labProblems, relativeTime, siteStateWord } from '@nanoedge/words';
import pc from 'picocolors';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, openHome } from '../home.ts';
import { engineAnswers, ensureEngine, killEngine } from '../lab/engine.ts';
import { ensureLab, namesIn, suiteIn, takeLabDown } from '../lab/lab.ts';
import type { LabDevice } from '../lab/plan.ts';
import { engineProcesses } from '../lab/processes.ts';
import { cableState, ensureDeviceNetwork, setCable } from '../lab/network.ts';
import { recordedLab, requireLab, requireLabDevice } from '../lab/record.ts';
import { requireLabSupport } from '../lab/requirements.ts';
import { asDemoDevice, spawnAgent } from '../site.ts';
import { askAgent } from '../system/control.ts';
import { recordedSite } from '../recorded-site.ts';
import { isRunning, stopTracked, trackedProcesses } from '../system/process.ts';
import type { Progress } from '../ui/progress.ts';

/** Makes the lab, or adds and starts what is missing of it. */
export const labUp = async (
  env: CliEnv,
  progress: Progress,
  options: { devices?: string; newer?: string; suite?: string },
): Promise<void> => {
  await requireLabSupport(() => undefined);
  const home = openHome(env.home);
  const devices = options.devices === undefined ? null : Number(options.devices);
  const wish = { devices, newer: namesIn(options.newer), suite: suiteIn(options.suite) };
  const { lab, started } = await progress.step(commandSteps.lab, (note) =>
    ensureLab(home, wish, note),
  );
  progress.line(
    started === 0
      ? `    ${labLines.upAlready}`
      : `    ${labLines.started(started, lab.devices.length)}`,
  );
  for (const { name, address, dockerHost } of lab.devices)
    progress.line(`    ${name.padEnd(12)} ${address.padEnd(14)} ${dockerHost}`);
};

/**
 * Removes every trace of the lab; agents and dashboard of a site that runs on it must be stopped
 * before.
 */
export const labDown = async (env: CliEnv, progress: Progress): Promise<void> => {
  const home = openHome(env.home);
  if (recordedSite(home)?.lab === true) throw new UserError(labProblems.inUse);
  const found = await progress.step(commandSteps.takeLabDown, () => takeLabDown(home));
  progress.line(`    ${found ? labLines.gone : labLines.none}`);
};

/** Cuts the device's network, or heals it. */
export const labCable = async (env: CliEnv, name: string, state: 'up' | 'down'): Promise<void> => {
  const lab = requireLab(openHome(env.home));
  const device = requireLabDevice(lab, name);
  await requireLabSupport(() => undefined);
  const cable = await cableState(device);
  if (cable === 'absent') throw new UserError(labProblems.noNetwork(name));
  const isAlready = (cable === 'connected') === (state === 'up');
  await setCable(device, state);
  const { connected, connectedAlready, cutOff, cutOffAlready } = labLines;
  const [now, before] = state === 'up' ? [connected, connectedAlready] : [cutOff, cutOffAlready];
  process.stdout.write(`${(isAlready ? before : now)(name)}\n`);
};

const agentOf = (env: CliEnv, name: string) =>
  trackedProcesses(openHome(env.home)).find((tracked) => tracked.name === `agent-${name}`);

/**
 * Ends the device's engine with its containers, its agent, or both when neither is named, as a
 * power cut would.
 */
export const labKill = async (
  env: CliEnv,
  name: string,
  options: { engine?: boolean; agent?: boolean },
): Promise<void> => {
  const device = requireLabDevice(requireLab(openHome(env.home)), name);
  await requireLabSupport(() => undefined);
  const both = options.engine !== true && options.agent !== true;
  if (both || options.agent === true) {
    const agent = agentOf(env, name);
    const lives = agent !== undefined && isRunning(agent);
    if (lives) process.kill(agent.pid, 'SIGKILL');
    process.stdout.write(`${lives ? labLines.agentKilled(name) : labLines.noAgent(name)}\n`);
  }
  if (both || options.engine === true) {
    const count = await killEngine(device);
    process.stdout.write(
      `${count > 0 ? labLines.engineKilled(name, count) : labLines.noEngine(name)}\n`,
    );
  }
};

/**
 * Starts what does not run of a device: its network, its engine and, when the site runs on the lab,
 * its agent.
 */
export const labStart = async (env: CliEnv, progress: Progress, name: string): Promise<void> => {
  await requireLabSupport(() => undefined);
  const home = openHome(env.home);
  const lab = requireLab(home);
  const device = requireLabDevice(lab, name);
  await ensureDeviceNetwork(lab, device);
  const fresh = await progress.step(commandSteps.engineOf(name), () => ensureEngine(home, device));
  if (!fresh) progress.line(`    ${labLines.engineRuns}`);
  const demo = asDemoDevice(name);
  if (recordedSite(home)?.lab !== true || demo === null) return;
  const agent = agentOf(env, name);
  if (agent !== undefined && isRunning(agent)) {
    progress.line(`    ${labLines.agentRuns(name)}`);
    return;
  }
  if (agent !== undefined) await stopTracked(home, agent);
  spawnAgent({ env, home, lab }, demo);
  progress.line(`    ${labLines.agentStarted(name)}`);
};

/** An engine that has processes and says nothing hangs; the question itself has a deadline. */
const engineState = async (device: LabDevice): Promise<{ engine: string }> => {
  if (await engineAnswers(device)) return { engine: 'answering' };
  return { engine: engineProcesses(device).length > 0 ? 'not answering' : 'stopped' };
};

/** What the agent of a device does, and when its engine answered it last (epoch ms). */
const agentState = async (
  home: Home,
  name: string,
): Promise<{ agent: string; engineSeenAt: number | null }> => {
  const agent = trackedProcesses(home).find((tracked) => tracked.name === `agent-${name}`);
  if (agent === undefined || !isRunning(agent)) return { agent: 'stopped', engineSeenAt: null };
  const status = await askAgent(home.agentData(name));
  return status === null
    ? { agent: 'not answering', engineSeenAt: null }
    : { agent: 'running', engineSeenAt: status.engineSeenAt };
};

/**
 * What the lab's parts do now. Exit code 0 when every engine answers and every cable is plugged in.
 */
export const labStatus = async (env: CliEnv, options: { json?: boolean }): Promise<number> => {
  const home = openHome(env.home);
  const lab = recordedLab(home);
  const devices = await Promise.all(
    (lab?.devices ?? []).map(async (device) => {
      return {
        name: device.name,
        address: device.address,
        dockerHost: device.dockerHost,
        network: await cableState(device),
        ...(await engineState(device)),
        ...(await agentState(home, device.name)),
      };
    }),
  );
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ bridge: lab?.bridge ?? null, devices }, null, 2)}\n`);
  else if (lab === null) process.stdout.write(`${labLines.notHere}\n`);
  else {
    process.stdout.write(`${labLines.bridge(lab.bridge, lab.hostAddress)}\n`);
    for (const { name, address, network, engine, engineSeenAt, agent, dockerHost } of devices) {
      const told =
        engine === 'answering' || engineSeenAt === null
          ? labLines.engine(engine)
          : labLines.engineLast(engine, relativeTime(engineSeenAt, Date.now()));
      process.stdout.write(
        `${pc.bold(name.padEnd(12))} ${address.padEnd(14)} ${siteStateWord(network).padEnd(10)} ${told.padEnd(20)} ${labLines.agent(agent).padEnd(19)} ${dockerHost}\n`,
      );
    }
  }
  return lab !== null &&
    devices.every(({ network, engine }) => network === 'connected' && engine === 'answering')
    ? 0
    : 1;
};
