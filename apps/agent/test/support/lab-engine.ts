import { readdirSync, readFileSync } from 'node:fs';
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

  #pid(): string {
    const folder = this.#device.dockerHost.replace(/^unix:\/\//, '').replace(/\/[^/]+$/, '');
    const found = readdirSync('/proc').find((pid) => {
      const [program = '', ...args] = /^\d+$/.test(pid) ? commandOf(pid) : [];
      return program.endsWith('dockerd') && args.includes(`${folder}/daemon.json`);
    });
    if (found === undefined) throw new Error('the engine does not run');
    return found;
  }
}
