import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { parseJson } from '@nanoedge/protocol';

/** The Debian whose engine a newer one is. */
export type NewerSuite = 'trixie' | 'sid';

const root = resolve(import.meta.dirname, '../../../..');

const Status = z.object({
  devices: z.array(z.object({ name: z.string(), address: z.string(), dockerHost: z.string() })),
});
const Installation = z.object({ suffix: z.string() });

/** A device of the lab: an engine of its own that holds nothing, in a network of its own. */
export interface LabDevice {
  dockerHost: string;
  /** Whether it has a newer engine with the containerd image store, of which Debian, and its data. */
  isNewer: boolean;
  suite: NewerSuite;
  dataFolder: string;
  address: string;
  /** The host's address on the lab's bridge. */
  bridge: string;
  /** What runs a program inside of the device's network. */
  enter: readonly string[];
  /** Runs a program there to its end; what it prints. */
  run: (...command: string[]) => string;
  docker: (...args: string[]) => string;
  down: () => void;
}

/**
 * Makes a lab of one device, by the project's own command; `isNewer` gives it Engine 26.1 with the
 * containerd image store, or what a later Debian has.
 */
export const labDevice = (isNewer = false, suite: NewerSuite = 'trixie'): LabDevice => {
  const home = mkdtempSync(join(tmpdir(), 'fault-lab-'));
  const lab = (...args: string[]): string =>
    execFileSync(join(root, 'nanoedge'), ['lab', ...args], {
      encoding: 'utf8',
      env: { ...process.env, NANOEDGE_HOME: home },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  lab('up', '--devices', '1', ...(isNewer ? ['--newer', 'entrance', '--suite', suite] : []));
  const { suffix } = parseJson(
    Installation,
    readFileSync(join(home, 'secrets/installation.json'), 'utf8'),
    'installation',
  );
  const [device] = parseJson(Status, lab('status', '--json'), 'lab status').devices;
  if (device === undefined) throw new Error('the lab has no device');
  const { name, address, dockerHost } = device;
  const netns = `--net=/run/netns/nanoedge-${suffix}-${name}`;
  return {
    dockerHost,
    isNewer,
    suite,
    dataFolder: join(home, 'lab', name),
    address,
    bridge: address.replace(/\.\d+$/, '.1'),
    enter: ['nsenter', netns],
    run: (...command) =>
      execFileSync('nsenter', [netns, ...command], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim(),
    docker: (...args) =>
      execFileSync('docker', args, {
        encoding: 'utf8',
        env: { ...process.env, DOCKER_HOST: dockerHost },
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim(),
    down: () => {
      lab('down');
      rmSync(home, { recursive: true, force: true });
    },
  };
};
