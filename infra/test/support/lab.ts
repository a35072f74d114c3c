import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packLayer } from '@nanoedge/archive';

const output = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8' });

export const suffixOf = (home: string): string =>
  (JSON.parse(readFileSync(join(home, 'secrets/installation.json'), 'utf8')) as { suffix: string })
    .suffix;

/** The docker client of one of the lab's engines. */
export const engineOf =
  (dockerHost: string) =>
  (args: readonly string[], input?: Buffer): { code: number; output: string } => {
    const { status, stdout, stderr } = spawnSync('docker', ['--host', dockerHost, ...args], {
      encoding: 'utf8',
      input,
    });
    return { code: status ?? 1, output: `${stdout}${stderr}`.trim() };
  };

/** A tar with a static program that sends and answers datagrams, for `docker import`. */
export const buildProbe = (): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'nanoedge-probe-'));
  output(
    'gcc',
    '-static',
    '-Os',
    '-o',
    join(folder, 'udp-probe'),
    join(import.meta.dirname, 'udp-probe.c'),
  );
  return packLayer([
    { path: 'udp-probe', bytes: readFileSync(join(folder, 'udp-probe')), mode: 0o755 },
  ]);
};

/**
 * Another computer of this machine's network, on a cable of its own, that asks for a TCP port of
 * the machine.
 */
export const makeNeighbour = (): {
  reaches: (port: number) => Promise<boolean>;
  remove: () => void;
} => {
  const name = `neighbour-${process.pid}`;
  const cable = `nb${process.pid}`;
  const remove = (): void => void output('ip', 'netns', 'del', name);
  output('ip', 'netns', 'add', name);
  try {
    output('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    output('ip', 'addr', 'add', '10.199.0.1/30', 'dev', cable);
    output('ip', 'link', 'set', cable, 'up');
    output('ip', '-n', name, 'addr', 'add', '10.199.0.2/30', 'dev', 'eth0');
    output('ip', '-n', name, 'link', 'set', 'eth0', 'up');
  } catch (error) {
    remove();
    throw error;
  }
  const ask = `require('node:net').connect({ host: '10.199.0.1', port: Number(process.argv[1]) }).on('connect', () => process.exit(0)).on('error', () => process.exit(1));`;
  const reaches = async (port: number): Promise<boolean> => {
    const child = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', ask, String(port)], {
      timeout: 2_000,
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  };
  return { reaches, remove };
};

const lines = (text: string, word: string): string[] =>
  text.split('\n').filter((line) => line.includes(word));

const processes = (word: string): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const about = command + readFileSync(`/proc/${pid}/cgroup`, 'utf8');
        // One that has ended and whose parent has not noticed has no command line
        return command !== '' && about.includes(word)
          ? [`process ${pid}: ${about.replaceAll('\0', ' ').slice(0, 120)}`]
          : [];
      } catch {
        return [];
      }
    });

/** Whatever carries the lab's suffix on this machine, found without the product's own code. */
export const traces = (suffix: string, home: string): string[] => [
  ...processes(`nanoedge-${suffix}`),
  ...lines(output('ip', 'netns', 'list'), suffix),
  ...lines(output('ip', '-o', 'link'), suffix),
  ...lines(output('iptables-save'), suffix),
  ...lines(readFileSync('/proc/mounts', 'utf8'), suffix),
  ...lines(readFileSync('/proc/mounts', 'utf8'), `${home}/`),
  ...globSync([`/sys/fs/cgroup/nanoedge-${suffix}`, `/sys/fs/cgroup/*/nanoedge-${suffix}`]),
  ...[`/run/nanoedge-${suffix}`, join(home, 'lab'), join(home, 'lab.json')].filter((path) =>
    existsSync(path),
  ),
];
