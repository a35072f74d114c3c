import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIns, stack } from './stack.ts';

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });

/** The lab's network: its bridge, what its devices' addresses begin with, and the dashboard's. */
export const labNetwork = (): { bridge: string; prefix: string; dashboard: string } => {
  const { octet } = JSON.parse(readFileSync(join(stack.home, 'lab.json'), 'utf8')) as {
    octet: number;
  };
  const prefix = `10.${octet}.0`;
  return { bridge: `ne${signIns().suffix}`, prefix, dashboard: `${prefix}.1` };
};

/** A host that somebody plugged into the building's network: a namespace with a cable of its own. */
export class Attacker {
  readonly #namespace = `nanoedge-${signIns().suffix}-attacker`;
  readonly #cable: string;
  readonly #running = new Set<ChildProcess>();

  constructor() {
    const { bridge, prefix } = labNetwork();
    this.#cable = `${bridge}-99`;
    const inside = ['-n', this.#namespace];
    ip('netns', 'add', this.#namespace);
    ip(
      'link',
      'add',
      this.#cable,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      this.#namespace,
    );
    ip(...inside, 'addr', 'add', `${prefix}.66/24`, 'dev', 'eth0');
    ip(...inside, 'link', 'set', 'lo', 'up');
    ip(...inside, 'link', 'set', 'eth0', 'up');
    ip('link', 'set', this.#cable, 'up');
    ip('link', 'set', this.#cable, 'master', bridge);
    // Tells whose its addresses are when it is plugged in, and does not answer for those of others
    for (const setting of ['eth0.arp_notify=1', 'all.arp_ignore=1', 'all.rp_filter=0'])
      execFileSync('ip', [
        'netns',
        'exec',
        this.#namespace,
        'sysctl',
        '-qw',
        `net.ipv4.conf.${setting}`,
      ]);
  }

  /** Starts one of the programs in `e2e/attackers`; what is returned ends it and says what it told. */
  start<Told>(program: string, words: unknown): { end: () => Promise<Told>; told: Promise<Told> } {
    const script = join(stack.root, 'e2e/attackers', `${program}.ts`);
    const inside = ['netns', 'exec', this.#namespace, process.execPath];
    const child = spawn('ip', [...inside, script, JSON.stringify(words)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.add(child);
    let [out, problems] = ['', ''];
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.on('data', (text) => (problems += String(text)));
    const told = new Promise<Told>((resolve, reject) => {
      child.on('close', (code) => {
        this.#running.delete(child);
        if (code === 0) resolve(JSON.parse(out) as Told);
        else reject(new Error(`${program} ended with ${code}: ${problems}`));
      });
    });
    const end = async (): Promise<Told> => {
      child.kill('SIGTERM');
      return told;
    };
    return { end, told };
  }

  run<Told>(program: string, words: unknown): Promise<Told> {
    return this.start<Told>(program, words).told;
  }

  unplug(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    ip('netns', 'del', this.#namespace);
  }
}
