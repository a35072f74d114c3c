import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labels } from '@nanoedge/base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHome } from '../../cli/home.ts';
import { buildProbe, engineOf } from '../support/lab.ts';
import { nanoedge, newHome, removeHomes, type Outcome } from '../support/nanoedge.ts';

interface LabStatus {
  devices: { dockerHost: string }[];
}

const labHome = newHome();
const lab = (...args: string[]): Promise<Outcome> =>
  nanoedge(['lab', ...args], { NANOEDGE_HOME: labHome });

let dockerHost = '';
/** The docker client of the one engine; what it prints. */
const docker = (...args: string[]): string => {
  const { code, output } = engineOf(dockerHost)(args);
  expect(code, output).toBe(0);
  return output;
};

beforeAll(async () => {
  const up = await lab('up', '--devices', '1');
  expect(up.code, up.stderr).toBe(0);
  const status = JSON.parse((await lab('status', '--json')).stdout) as LabStatus;
  dockerHost = status.devices[0]?.dockerHost ?? '';
  expect(engineOf(dockerHost)(['import', '-', 'probe'], buildProbe()).code).toBe(0);
});
afterAll(async () => {
  await lab('down');
  removeHomes();
});

/** An installation on the engine, as its `up` leaves it: a device with a service and its data. */
const install = (suffix: string) => {
  const home = newHome();
  const { installation } = openHome(home);
  const texts = { adminEmail: 'a', adminPassword: 'b', aliceEmail: 'c', alicePassword: 'd' };
  writeFileSync(installation, JSON.stringify({ suffix, ...texts }));
  const name = `nanoedge-room-${suffix}`;
  const label = `--label=${labels.device}=room-${suffix}`;
  docker('network', 'create', label, name);
  docker('volume', 'create', label, name);
  const runs = ['run', '-d', '--name', name, label, '--network', name, '--volume', `${name}:/data`];
  docker(...runs, 'probe', '/udp-probe', 'listen', '5683');
  return {
    home,
    name,
    down: (): Promise<Outcome> =>
      nanoedge(['down'], { NANOEDGE_HOME: home, DOCKER_HOST: dockerHost }),
    /** Of the container, the network and the volume that it has. */
    state: (): string[] => [
      docker('inspect', '-f', '{{.Id}} {{.State.Status}} {{.State.StartedAt}}', name),
      docker('network', 'inspect', '-f', '{{.Id}} {{len .Containers}}', name),
      docker('volume', 'inspect', '-f', '{{.CreatedAt}}', name),
    ],
  };
};

/** The engine as a process, which an installation believes to have started. */
const startedBy = (home: string): { lives: () => boolean } => {
  const recorded = readFileSync(join(labHome, 'run/lab/engine-entrance.json'), 'utf8');
  const engine = JSON.parse(recorded) as { pid: number };
  writeFileSync(join(home, 'run/dockerd.json'), JSON.stringify({ ...engine, name: 'dockerd' }));
  return {
    lives: () => {
      try {
        const stat = readFileSync(`/proc/${String(engine.pid)}/stat`, 'utf8');
        return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
      } catch {
        return false;
      }
    },
  };
};

it('one of two installations on an engine goes down and harms the other in nothing', async () => {
  const first = install('aaaaaa');
  const other = install('bbbbbb');
  const engine = startedBy(first.home);
  const before = other.state();

  const left = await first.down();
  expect(left.code, left.stderr).toBe(0);
  expect(left.stderr).toContain('1 containers and the networks of 1 devices of others are there');
  expect(engine.lives()).toBe(true);
  expect(other.state()).toEqual(before);
  const mine = ['--filter', `label=${labels.device}=room-aaaaaa`];
  expect(docker('ps', '-aq', ...mine)).toBe('');
  expect(docker('network', 'ls', '-q', ...mine)).toBe('');
  expect(docker('volume', 'ls', '-q', ...mine)).toBe(first.name);

  // Everything was terminated there: its agents still need the engine
  docker('rm', '-f', other.name);
  expect((await first.down()).stderr).toContain('the networks of 1 devices of others are there');
  expect(engine.lives()).toBe(true);

  expect((await other.down()).code).toBe(0);
  expect(engine.lives()).toBe(true);
  expect((await first.down()).code).toBe(0);
  expect(engine.lives()).toBe(false);
});
