import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { engineCommand } from '../../../../infra/test/support/engine-command.ts';
import type { LabDevice } from './lab-device.ts';

const commandOf = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
};

/** The engine of a lab device as its process, to be stopped like any other. */
export class LabEngine {
  readonly #device: LabDevice;

  constructor(device: LabDevice) {
    this.#device = device;
  }

  stop(): void {
    process.kill(Number(this.#pid()), 'SIGSTOP');
  }

  goOn(): void {
    process.kill(Number(this.#pid()), 'SIGCONT');
  }

  /** Ends the engine's own process and nothing else, as its crash would; its containers go on. */
  kill(): void {
    process.kill(Number(this.#pid()), 'SIGKILL');
  }

  /** Starts it again as a supervisor would: nothing that the old one left is cleared away. */
  restart(): void {
    const folder = this.#folder();
    const config = join(folder, 'daemon.json');
    // The numbers in them may be other programs' by now
    for (const file of ['docker.pid', 'containerd/containerd.pid'])
      rmSync(join(folder, file), { force: true });
    const command = engineCommand(this.#device, config);
    const [program = '', ...args] = [...this.#device.enter, ...command];
    spawn(program, args, { detached: true, stdio: 'ignore' }).unref();
  }

  #folder(): string {
    return dirname(this.#device.dockerHost.replace(/^unix:\/\//, ''));
  }

  #pid(): string {
    const folder = this.#folder();
    const found = readdirSync('/proc').find((pid) => {
      const [program = '', ...args] = /^\d+$/.test(pid) ? commandOf(pid) : [];
      return program.endsWith('dockerd') && args.includes(`${folder}/daemon.json`);
    });
    if (found === undefined) throw new Error('the engine does not run');
    return found;
  }
}
