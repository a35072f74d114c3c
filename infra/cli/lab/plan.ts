import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The Debian whose engine is the newer one: 13 with 26.1, or the next one with what it has by then. */
export const newerSuites = ['trixie', 'sid'] as const;
export type NewerSuite = (typeof newerSuites)[number];

/** One device of the lab: what belongs to it, and where. */
export interface LabDevice {
  name: string;
  namespace: string;
  /** The host's end of the device's cable. */
  link: string;
  address: string;
  runFolder: string;
  dataFolder: string;
  dockerHost: string;
  cgroup: string;
  /** The engine's own networks: its default bridge, and the pool for all others. */
  bridgeAddress: string;
  pool: string;
  /** Whether its engine is a newer Debian's, with the containerd image store, or the machine's own. */
  isNewer: boolean;
  /** Which Debian that is. */
  suite: NewerSuite;
}

/**
 * Everything that a lab consists of. Every name carries the installation's suffix, so that
 * leftovers are found without any file, and two labs on one machine never touch each other.
 */
export type Lab = LabTraces & {
  suite: NewerSuite;
  octet: number;
  subnet: string;
  /** Where devices reach the host, and with it the dashboard. */
  hostAddress: string;
  devices: LabDevice[];
};

/** What is enough to find all that a lab could have left. */
export interface LabTraces {
  suffix: string;
  bridge: string;
  chain: string;
  runFolder: string;
  dataFolder: string;
  cgroup: string;
}

export const mostDevices = 14;

const firstNames = ['entrance', 'corridor', 'room', 'closet'];

/** The names of a lab's devices: those of the demo site first. */
export const labDeviceNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => firstNames[index] ?? `device-${index + 1}`);

/** The second octets (10.X.0.0/16) that a lab may use, the one that its suffix prefers first. */
export const labOctets = (suffix: string): number[] => {
  const start = createHash('sha256').update(suffix).digest()[0] ?? 0;
  return Array.from({ length: 54 }, (_, index) => 200 + ((start + index) % 54));
};

export const labTraces = (suffix: string, home: string): LabTraces => ({
  suffix,
  bridge: `ne${suffix}`,
  chain: `NANOEDGE-${suffix}`,
  // Sockets need short paths (unix(7): 108 bytes), and the state folder may be deep
  runFolder: `/run/nanoedge-${suffix}`,
  dataFolder: join(home, 'lab'),
  cgroup: `/nanoedge-${suffix}`,
});

/** Interface names have at most 15 characters: `ne`, six of the suffix, a dash and a number. */
export const planLab = (options: {
  suffix: string;
  home: string;
  octet: number;
  names: readonly string[];
  /** Those of them with the newer engine. */
  newer: readonly string[];
  suite: NewerSuite;
}): Lab => {
  const { suffix, octet, newer, suite } = options;
  const traces = labTraces(suffix, options.home);
  return {
    ...traces,
    suite,
    octet,
    subnet: `10.${octet}.0.0/24`,
    hostAddress: `10.${octet}.0.1`,
    devices: options.names.map((name, index) => {
      const runFolder = `${traces.runFolder}/${name}`;
      return {
        name,
        namespace: `nanoedge-${suffix}-${name}`,
        link: `${traces.bridge}-${index}`,
        address: `10.${octet}.0.${10 + index}`,
        runFolder,
        dataFolder: join(traces.dataFolder, name),
        dockerHost: `unix://${runFolder}/docker.sock`,
        cgroup: `${traces.cgroup}/${name}`,
        bridgeAddress: `10.${octet}.${1 + index}.1/24`,
        pool: `10.${octet}.${16 * (index + 1)}.0/20`,
        isNewer: newer.includes(name),
        suite,
      };
    }),
  };
};
