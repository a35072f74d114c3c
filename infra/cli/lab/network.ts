import { existsSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { run, succeeds } from '../system/run.ts';
import { inDevice } from './engine.ts';
import type { Lab, LabDevice } from './plan.ts';
import { make } from './requirements.ts';

const exists = (link: string): boolean => existsSync(`/sys/class/net/${link}`);

const ip = (...args: string[]): Promise<string> => run('ip', args);

/** Adds an iptables rule unless it is there; -w waits for others who hold the lock. */
const rule = async (table: string, command: '-I' | '-A', args: readonly string[]): Promise<void> => {
  if (await succeeds('iptables', ['-w', '-t', table, '-C', ...args])) return;
  await make('firewall rule', 'iptables', ['-w', '-t', table, command, ...args]);
};

/** The bridge that joins the devices; the host is on it too. Engines on the host let nothing pass between bridge ports
 *  (policy DROP with bridge-nf), hence the rule. */
export const ensureBridge = async (lab: Lab): Promise<void> => {
  if (!exists(lab.bridge)) {
    await make('bridge', 'ip', ['link', 'add', lab.bridge, 'type', 'bridge']);
    await ip('addr', 'add', `${lab.hostAddress}/24`, 'dev', lab.bridge);
  }
  await ip('link', 'set', lab.bridge, 'up');
  await rule('filter', '-I', ['FORWARD', '-i', lab.bridge, '-o', lab.bridge, '-j', 'ACCEPT']);
};

/** Lets the lab reach a TCP port of this machine, whatever a firewall of the machine's own says; with `only`, nobody but
 *  the lab and this machine. */
export const openPort = async (lab: Lab, port: number, { only }: { only: boolean }): Promise<void> => {
  const chain = (...args: string[]): Promise<void> => make('firewall rule', 'iptables', ['-w', '-A', lab.chain, ...args]);
  const tcp = ['-p', 'tcp', '--dport', String(port)];
  if (!(await succeeds('iptables', ['-w', '-n', '-L', lab.chain]))) await make('firewall rule', 'iptables', ['-w', '-N', lab.chain]);
  await run('iptables', ['-w', '-F', lab.chain]);
  await chain('-i', lab.bridge, ...tcp, '-j', 'ACCEPT');
  if (only) {
    await chain('-i', 'lo', '-j', 'RETURN');
    await chain(...tcp, '-j', 'DROP');
  }
  await rule('filter', '-I', ['INPUT', '-j', lab.chain]);
};

/** Connects to the host and a port, or says why not. */
const probe = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port, timeout: 3000 });
const end = (text) => { process.stdout.write(text); socket.destroy(); };
socket.on('connect', () => end('')).on('timeout', () => end('no answer within 3 s')).on('error', (error) => end(error.message));
`;

/** A network namespace with one cable to the bridge. The cable is plugged into the bridge last: a half-made device is
 *  made again. */
export const ensureDeviceNetwork = async (lab: Lab, device: LabDevice): Promise<void> => {
  if (existsSync(`/run/netns/${device.namespace}`) && exists(`${device.link}/master`)) return;
  if (exists(device.link)) await ip('link', 'del', device.link);
  if (existsSync(`/run/netns/${device.namespace}`)) await ip('netns', 'del', device.namespace);
  await make('namespace', 'ip', ['netns', 'add', device.namespace]);
  await make('veth', 'ip', ['link', 'add', device.link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', device.namespace]);
  await ip('-n', device.namespace, 'link', 'set', 'lo', 'up');
  await ip('-n', device.namespace, 'addr', 'add', `${device.address}/24`, 'dev', 'eth0');
  await ip('-n', device.namespace, 'link', 'set', 'eth0', 'up');
  await ip('link', 'set', device.link, 'up');
  await ip('link', 'set', device.link, 'master', lab.bridge);
};

/** Pulls the device's cable, or plugs it in again. */
export const setCable = (device: LabDevice, state: 'up' | 'down'): Promise<string> => ip('link', 'set', device.link, state);

/** Whether the device's cable is plugged in. */
export const cableState = async (device: LabDevice): Promise<'connected' | 'cut' | 'absent'> => {
  if (!exists(device.link)) return 'absent';
  return (await ip('link', 'show', 'dev', device.link)).split('\n')[0]?.includes(',UP') === true ? 'connected' : 'cut';
};

const whyUnreachable = async (lab: Lab, device: LabDevice, port: number): Promise<string | null> => {
  const { program, args } = inDevice(device, process.execPath, ['-e', probe, lab.hostAddress, String(port)]);
  const reason = await run(program, args);
  if (reason === '') return null;
  if ((await cableState(device)) === 'cut') return `${device.name} is cut off; run ./nanoedge lab heal ${device.name}`;
  return `${device.name}: ${reason}; a firewall on this machine must take TCP on port ${port} from ${lab.bridge}`;
};

/** Throws UserError unless every device reaches the port on this machine, where something must listen already. */
export const requireReach = async (lab: Lab, port: number): Promise<void> => {
  const failed = (await Promise.all(lab.devices.map((device) => whyUnreachable(lab, device, port)))).filter((reason) => reason !== null);
  if (failed.length > 0) throw new UserError(`The lab cannot reach the dashboard at ${lab.hostAddress}:${port} (${failed.join(', ')}).`);
};
