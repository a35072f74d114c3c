import { siteStateWord } from './states.ts';

/** Why the lab is not there, or not as it was asked for. */
export const labProblems = {
  notLinux: 'The lab needs Linux; use ./nanoedge up here, which needs one engine only.',
  notRoot:
    'The lab makes network namespaces and engines, which needs root; run: sudo ./nanoedge lab up',
  none: 'There is no lab here; make one with ./nanoedge lab up.',
  inUse: 'The site runs on this lab; ./nanoedge down stops both.',
  count: (most: number): string => `--devices takes 1 to ${most}.`,
  larger: (devices: number): string =>
    `The lab has ${devices} devices already; to make it smaller, run ./nanoedge lab down first.`,
  otherEngine: (device: string): string =>
    `${device} has the other engine, whose data the two do not share; run ./nanoedge lab down first.`,
  noDebian: (suite: string, log: string): string =>
    `Debian ${suite}, whose engine --newer wants, could not be fetched:\n${log}`,
  noSuite: (typed: string, known: string): string => `--suite takes ${known}, not "${typed}".`,
  noSubnet:
    'Every subnet from 10.200.0.0/16 to 10.253.0.0/16 is in use here; free one for the lab.',
  noDevice: (name: string, known: string): string =>
    `The lab has no device "${name}". There are: ${known}`,
  noNetwork: (device: string): string =>
    `${device} has no network; ./nanoedge lab up makes it again.`,
  /** `log`: its last lines. */
  engineEnded: (device: string, log: string): string =>
    `The engine of ${device} ended at its start:\n${log}`,
  engineSilent: (device: string, log: string): string =>
    `The engine of ${device} does not answer after a minute:\n${log}`,
  noAnswer: (seconds: number): string => `no answer within ${seconds} s`,
  cutOff: (device: string): string => `${device} is cut off; run ./nanoedge lab heal ${device}`,
  firewall: (device: string, why: string, way: { port: number; bridge: string }): string =>
    `${device}: ${why}; a firewall on this machine must take TCP on port ${way.port} from ${way.bridge}`,
  /** `devices`: what stands in the way of each. */
  noReach: (host: string, port: number, devices: readonly string[]): string =>
    `The lab cannot reach the dashboard at ${host}:${port} (${devices.join(', ')}).`,
} as const;

/** What to do about a kernel that cannot make something. */
const kernelRemedies = {
  namespace: 'use a kernel with network namespaces (CONFIG_NET_NS)',
  bridge: 'load the kernel module: modprobe bridge',
  veth: 'load the kernel module: modprobe veth',
  'firewall rule':
    'load the kernel modules: modprobe -a nf_tables nft_compat ip_tables iptable_filter',
} as const;

/** What a lab is made of in the kernel. */
export type KernelPart = keyof typeof kernelRemedies;

/** Why the kernel does not make a part of the lab; `why` as its program says it. */
export const cannotMake = (what: KernelPart, why: string, isRefused: boolean): string => {
  const remedy = isRefused
    ? 'run it where root has CAP_NET_ADMIN and CAP_SYS_ADMIN; a container needs --privileged'
    : kernelRemedies[what];
  return `The lab cannot make a ${what} here (${why}); ${remedy}.`;
};

/** What of the lab stays although it was told to go; each is a fault of ours or of the kernel. */
export const labLeftovers = {
  engines: 'the engines of the lab cannot be ended',
  engine: (device: string): string => `the engine of ${device} cannot be ended`,
  namespace: (namespace: string): string => `what runs in ${namespace} cannot be ended`,
  cgroup: (cgroup: string): string => `${cgroup} cannot be removed`,
} as const;

/** What the commands of the lab say when they are through. */
export const labLines = {
  upAlready: 'The lab is up already.',
  started: (engines: number, devices: number): string =>
    `${engines} of ${devices} engines started.`,
  gone: 'Nothing of the lab is left.',
  none: 'There was no lab.',
  notHere: 'There is no lab here; make one with ./nanoedge lab up',
  connected: (device: string): string => `${device} is connected.`,
  connectedAlready: (device: string): string => `${device} is connected already.`,
  cutOff: (device: string): string => `${device} is cut off.`,
  cutOffAlready: (device: string): string => `${device} is cut off already.`,
  agentKilled: (device: string): string => `The agent of ${device} was killed.`,
  noAgent: (device: string): string => `The agent of ${device} does not run.`,
  engineKilled: (device: string, processes: number): string =>
    `The engine of ${device} was killed, ${processes} processes.`,
  noEngine: (device: string): string => `The engine of ${device} does not run.`,
  engineRuns: 'It runs already.',
  agentRuns: (device: string): string => `The agent of ${device} runs already.`,
  agentStarted: (device: string): string => `The agent of ${device} was started.`,
  bridge: (bridge: string, address: string): string =>
    `Bridge ${bridge}, this machine is ${address}`,
  engine: (state: string): string => `engine ${siteStateWord(state)}`,
  engineLast: (state: string, ago: string): string =>
    `engine ${siteStateWord(state)}, last answered ${ago}`,
  agent: (state: string): string => `agent ${siteStateWord(state)}`,
} as const;
