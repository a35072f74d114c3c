import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openHome } from '../../cli/home.ts';
import { openPort } from '../../cli/lab/network.ts';
import { requireReach } from '../../cli/lab/reach.ts';
import { recordedLab } from '../../cli/lab/record.ts';
import { buildProbe, engineOf, makeNeighbour, suffixOf, traces } from '../support/lab.ts';
import { complaints, nanoedge, newHome, removeHomes, type Outcome } from '../support/nanoedge.ts';

interface LabStatus {
  devices: { name: string; address: string; dockerHost: string; network: string; engine: string }[];
}

const home = newHome();
const lab = (...args: string[]): Promise<Outcome> =>
  nanoedge(['lab', ...args], { NANOEDGE_HOME: home });

const ok = async (outcome: Promise<Outcome>): Promise<Outcome> => {
  const ended = await outcome;
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
};

const statusOf = async (): Promise<LabStatus> =>
  JSON.parse((await lab('status', '--json')).stdout) as LabStatus;

const device = async (name: string) => {
  const found = (await statusOf()).devices.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return { ...found, docker: engineOf(found.dockerHost) };
};

const servicePort = 26_000;

/**
 * What a container of the corridor hears from the service at the entrance; null when nothing within
 * a second.
 */
const askEntrance = async (): Promise<string | null> => {
  const corridor = await device('corridor');
  const { address } = await device('entrance');
  const { code, output } = corridor.docker([
    'run',
    '--rm',
    '--network',
    'site',
    'probe',
    '/udp-probe',
    'ask',
    address,
    String(servicePort),
  ]);
  return code === 0 ? output : null;
};

/** Something that listens where a dashboard would, on all addresses of this machine. */
const listenBesideLab = async () => {
  const record = recordedLab(openHome(home));
  if (record === null) throw new Error('no lab');
  const server = createServer();
  await once(server.listen(0, '0.0.0.0'), 'listening');
  return { record, port: (server.address() as AddressInfo).port, close: () => server.close() };
};

beforeAll(async () => {
  await ok(lab('up', '--devices', '2'));
  const probe = buildProbe();
  for (const name of ['entrance', 'corridor']) {
    const { docker } = await device(name);
    expect(docker(['import', '-', 'probe'], probe).code).toBe(0);
    expect(docker(['network', 'create', 'site']).code).toBe(0);
  }
  const { address, docker } = await device('entrance');
  const published = `${address}:${servicePort}:5683/udp`;
  const service = docker([
    'run',
    '-d',
    '--name',
    'service',
    '--network',
    'site',
    '-p',
    published,
    'probe',
    '/udp-probe',
    'listen',
    '5683',
  ]);
  expect(service.code, service.output).toBe(0);
});

afterAll(async () => {
  await lab('down');
  removeHomes();
});

describe('a lab of two devices', () => {
  it('has an engine on each, with images of its own', async () => {
    const { devices } = await statusOf();
    expect(devices.map(({ name, network, engine }) => [name, network, engine])).toEqual([
      ['entrance', 'connected', 'answering'],
      ['corridor', 'connected', 'answering'],
    ]);
    const folders = devices.map(
      ({ dockerHost }) => engineOf(dockerHost)(['info', '--format', '{{.DockerRootDir}}']).output,
    );
    expect(new Set(folders).size).toBe(2);
    const images = devices.map(
      ({ dockerHost }) => engineOf(dockerHost)(['images', '-q', 'nanoedge/*']).output,
    );
    expect(images).toEqual(['', '']);
  });

  it('carries a datagram from container to container, and shows which device it came from', async () => {
    expect(await askEntrance()).toBe((await device('corridor')).address);
  });

  it('is left as it is by a second up', async () => {
    const before = (await device('entrance')).docker(['ps', '-q']).output;
    const { stderr } = await ok(lab('up'));
    expect(stderr).toContain('The lab is up already.');
    expect((await device('entrance')).docker(['ps', '-q']).output).toBe(before);
  });

  it('is not made smaller', async () => {
    const outcome = await lab('up', '--devices', '1');
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      'nanoedge: The lab has 2 devices already; to make it smaller, run ./nanoedge lab down first.',
    ]);
  });

  it('cuts a device off and heals it, also when told twice', async () => {
    expect((await ok(lab('cut', 'entrance'))).stdout).toBe('entrance is cut off.\n');
    expect((await ok(lab('cut', 'entrance'))).stdout).toBe('entrance is cut off already.\n');
    expect((await device('entrance')).network).toBe('cut');
    expect(await askEntrance()).toBeNull();
    expect((await ok(lab('heal', 'entrance'))).stdout).toBe('entrance is connected.\n');
    expect(
      await vi.waitFor(async () => (await askEntrance()) ?? expect.fail('no answer'), {
        timeout: 10_000,
      }),
    ).not.toBeNull();
  });

  it('ends an engine with its containers as a power cut would, and starts it with its data', async () => {
    expect((await ok(lab('kill', 'entrance', '--engine'))).stdout).toMatch(
      /^The engine of entrance was killed, \d+ processes\.\n$/,
    );
    expect((await ok(lab('kill', 'entrance', '--engine'))).stdout).toBe(
      'The engine of entrance does not run.\n',
    );
    expect((await device('entrance')).engine).toBe('stopped');
    expect(await askEntrance()).toBeNull();
    await ok(lab('start', 'entrance'));
    const { docker } = await device('entrance');
    expect(docker(['ps', '-a', '--format', '{{.Names}} {{.Status}}']).output).toMatch(
      /^service Exited/,
    );
    expect(docker(['start', 'service']).code).toBe(0);
    expect(
      await vi.waitFor(async () => (await askEntrance()) ?? expect.fail('no answer'), {
        timeout: 10_000,
      }),
    ).not.toBeNull();
  });

  it('reaches a port of this machine that a firewall, or what is left of another lab, shuts, and says so where it cannot', async () => {
    const { record, port, close } = await listenBesideLab();
    const firewall = ['INPUT', '-p', 'tcp', '--dport', String(port), '-j', 'DROP'];
    execFileSync('iptables', ['-w', '-I', ...firewall]);
    try {
      const remedy = `no answer within 3 s; a firewall on this machine must take TCP on port ${port} from ${record.bridge}`;
      await expect(requireReach(record, record.devices, port)).rejects.toThrow(
        `The lab cannot reach the dashboard at ${record.hostAddress}:${port} (entrance: ${remedy}, corridor: ${remedy}).`,
      );
      await openPort(record, port, { only: true });
      await requireReach(record, record.devices, port);
      await ok(lab('cut', 'entrance'));
      await expect(requireReach(record, record.devices, port)).rejects.toThrow(
        '(entrance is cut off; run ./nanoedge lab heal entrance)',
      );
      await requireReach(
        record,
        record.devices.filter(({ name }) => name === 'corridor'),
        port,
      );
      await ok(lab('heal', 'entrance'));
    } finally {
      execFileSync('iptables', ['-w', '-D', ...firewall]);
      close();
    }
  });

  it('keeps everybody else from that port unless the installation is for the whole network', async () => {
    const { record, port, close } = await listenBesideLab();
    const neighbour = makeNeighbour();
    try {
      await openPort(record, port, { only: false });
      expect(await neighbour.reaches(port)).toBe(true);
      await openPort(record, port, { only: true });
      expect(await neighbour.reaches(port)).toBe(false);
      await requireReach(record, record.devices, port);
    } finally {
      neighbour.remove();
      close();
    }
  });

  it('names its devices when told to do something to another', async () => {
    const outcome = await lab('cut', 'roof');
    expect(complaints(outcome)).toEqual([
      'nanoedge: The lab has no device "roof". There are: entrance, corridor',
    ]);
  });

  it('leaves nothing behind when it is taken down after kills, and can be taken down twice', async () => {
    const suffix = suffixOf(home);
    expect(traces(suffix, home)).not.toEqual([]);
    await ok(lab('kill', 'corridor', '--engine'));
    await ok(lab('down'));
    expect(traces(suffix, home)).toEqual([]);
    expect((await ok(lab('down'))).stderr).toContain('There was no lab.');
  });

  it('finds what is left also when its record is lost', async () => {
    const suffix = suffixOf(home);
    await ok(lab('up', '--devices', '1'));
    rmSync(join(home, 'lab.json'));
    await ok(lab('down'));
    expect(traces(suffix, home)).toEqual([]);
  });
});

describe('a lab that cannot be is refused in one line', () => {
  const refused = (outcome: Outcome): string[] => {
    expect(outcome.code).toBe(1);
    return complaints(outcome);
  };

  it('to a user who is not root', async () => {
    // Reads the checkout wherever it is, and is nobody otherwise
    const rights = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
    const outcome = await nanoedge(['lab', 'up'], {}, [
      'setpriv',
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      ...rights,
    ]);
    expect(refused(outcome)).toEqual([
      'nanoedge: The lab makes network namespaces and engines, which needs root; run: sudo ./nanoedge lab up',
    ]);
  });

  it('to a root without the right to make networks, and nothing is left', async () => {
    const outcome = await nanoedge(['lab', 'up'], {}, [
      'setpriv',
      '--bounding-set=-net_admin,-sys_admin',
    ]);
    expect(refused(outcome)).toEqual([
      'nanoedge: The lab cannot make a bridge here (RTNETLINK answers: Operation not permitted); run it where root has CAP_NET_ADMIN and CAP_SYS_ADMIN; a container needs --privileged.',
    ]);
    expect(traces(suffixOf(outcome.home), outcome.home)).toEqual([]);
  });

  it('when asked for no device', async () => {
    expect(refused(await nanoedge(['lab', 'up', '--devices', '0'], {}))).toEqual([
      'nanoedge: --devices takes 1 to 14.',
    ]);
  });
});
