import { labProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import { run } from '../system/run.ts';
import { inDevice } from './engine.ts';
import { cableState } from './network.ts';
import type { Lab, LabDevice } from './plan.ts';

const timeoutSeconds = 3;

/** Connects to the host and a port, or says why not. */
const probe = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port, timeout: ${timeoutSeconds * 1000} });
const end = (text) => { process.stdout.write(text); socket.destroy(); };
socket.on('connect', () => end('')).on('timeout', () => end(${JSON.stringify(labProblems.noAnswer(timeoutSeconds))})).on('error', (error) => end(error.message));
`;

const whyUnreachable = async (
  lab: Lab,
  device: LabDevice,
  port: number,
): Promise<string | null> => {
  const { program, args } = inDevice(device, process.execPath, [
    '-e',
    probe,
    lab.hostAddress,
    String(port),
  ]);
  const reason = await run(program, args);
  if (reason === '') return null;
  if ((await cableState(device)) === 'cut') return labProblems.cutOff(device.name);
  return labProblems.firewall(device.name, reason, { port, bridge: lab.bridge });
};

/**
 * Throws UserError unless each of these devices reaches the port on this machine, where something
 * must listen already.
 */
export const requireReach = async (
  lab: Lab,
  devices: readonly LabDevice[],
  port: number,
): Promise<void> => {
  const failed = (
    await Promise.all(devices.map((device) => whyUnreachable(lab, device, port)))
  ).filter((reason) => reason !== null);
  if (failed.length > 0) throw new UserError(labProblems.noReach(lab.hostAddress, port, failed));
};
