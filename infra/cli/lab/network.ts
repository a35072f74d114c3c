import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { run, succeeds } from '../system/run.ts';
import type { Lab, LabDevice } from './plan.ts';
import { make } from './requirements.ts';

const exists = (link: string): boolean => existsSync(`/sys/class/net/${link}`);

const ip = (...args: string[]): Promise<string> => run('ip', args);

/** -w waits for others who hold the lock. */
const iptables = (...args: string[]): Promise<void> =>
  make('firewall rule', 'iptables', ['-w', ...args]);

/** Puts a rule before all others of its chain, unless it is there. */
const putFirst = async (...rule: string[]): Promise<void> => {
  if (!(await succeeds('iptables', ['-w', '-C', ...rule]))) await iptables('-I', ...rule);
};

/** A bridge without an address of its own has another one whenever a cable comes or goes. */
const bridgeAddress = ({ suffix }: Lab): string =>
  `02:6e:65:${createHash('sha256')
    .update(suffix)
    .digest('hex')
    .slice(0, 6)
    .replaceAll(/(..)(?=.)/g, '$1:')}`;

/**
 * The bridge that joins the devices; the host is on it too. Engines on the host let nothing pass
 * between bridge ports (policy DROP with bridge-nf), hence the rule.
 */
export const ensureBridge = async (lab: Lab): Promise<void> => {
  if (!exists(lab.bridge)) {
    const address = ['address', bridgeAddress(lab)];
    await make('bridge', 'ip', ['link', 'add', lab.bridge, ...address, 'type', 'bridge']);
    await ip('addr', 'add', `${lab.hostAddress}/24`, 'dev', lab.bridge);
  }
  await ip('link', 'set', lab.bridge, 'up');
  await putFirst('FORWARD', '-i', lab.bridge, '-o', lab.bridge, '-j', 'ACCEPT');
};

/**
 * Lets the lab reach a TCP port of this machine, whatever a firewall of the machine's own says;
 * with `only`, nobody but the lab and this machine.
 */
export const openPort = async (
  lab: Lab,
  port: number,
  { only }: { only: boolean },
): Promise<void> => {
  const tcp = ['-p', 'tcp', '--dport', String(port)];
  if (!(await succeeds('iptables', ['-w', '-n', '-L', lab.chain]))) await iptables('-N', lab.chain);
  await iptables('-F', lab.chain);
  await iptables('-A', lab.chain, '-i', lab.bridge, ...tcp, '-j', 'ACCEPT');
  if (only) {
    await iptables('-A', lab.chain, '-i', 'lo', '-j', 'RETURN');
    await iptables('-A', lab.chain, ...tcp, '-j', 'DROP');
  }
  await putFirst('INPUT', '-j', lab.chain);
};

/**
 * A network namespace with one cable to the bridge. The cable is plugged into the bridge last: a
 * half-made device is made again.
 */
export const ensureDeviceNetwork = async (lab: Lab, device: LabDevice): Promise<void> => {
  if (existsSync(`/run/netns/${device.namespace}`) && exists(`${device.link}/master`)) return;
  if (exists(device.link)) await ip('link', 'del', device.link);
  if (existsSync(`/run/netns/${device.namespace}`)) await ip('netns', 'del', device.namespace);
  await make('namespace', 'ip', ['netns', 'add', device.namespace]);
  await make('veth', 'ip', [
    'link',
    'add',
    device.link,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    device.namespace,
  ]);
  await ip('-n', device.namespace, 'link', 'set', 'lo', 'up');
  await ip('-n', device.namespace, 'addr', 'add', `${device.address}/24`, 'dev', 'eth0');
  await ip('-n', device.namespace, 'link', 'set', 'eth0', 'up');
  await ip('link', 'set', device.link, 'up');
  await ip('link', 'set', device.link, 'master', lab.bridge);
};

/** Pulls the device's cable, or plugs it in again. */
export const setCable = (device: LabDevice, state: 'up' | 'down'): Promise<string> =>
  ip('link', 'set', device.link, state);

/** Whether the device's cable is plugged in. */
export const cableState = async (device: LabDevice): Promise<'connected' | 'cut' | 'absent'> => {
  if (!exists(device.link)) return 'absent';
  return (await ip('link', 'show', 'dev', device.link)).split('\n')[0]?.includes(',UP') === true
    ? 'connected'
    : 'cut';
};
