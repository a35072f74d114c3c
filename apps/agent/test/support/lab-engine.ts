import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { vi } from 'vitest';
import type { LabDevice } from './lab-device.ts';

const commandOf = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
};

/** The engine of a lab device as its process, to be killed and stopped like any other. */
export class LabEngine {
  readonly #device: LabDevice;
  readonly #command: string[];

  constructor(device: LabDevice) {
    this.#device = device;
    this.#command = commandOf(this.#pid());
  }

  /** `kill -9` of the daemon alone, which takes its containerd with it: shims and containers live on. */
  kill(): void {
    process.kill(Number(this.#pid()), 'SIGKILL');
  }

  stop(): void {
    process.kill(Number(this.#pid()), 'SIGSTOP');
  }

  goOn(): void {
    process.kill(Number(this.#pid()), 'SIGCONT');
  }

  /** Starts it again, and waits until it answers. */
  async start(): Promise<void> {
    const [, ...words] = this.#device.enter;
    const folder = this.#device.dockerHost.replace(/^unix:\/\//, '').replace(/\/[^/]+$/, '');
    // Their numbers may be other programs' by now
    for (const file of ['docker.pid', 'containerd/containerd.pid'])
      rmSync(`${folder}/${file}`, { force: true });
    const args = [...words, ...this.#command];
    spawn('nsenter', args, { detached: true, stdio: 'ignore' }).unref();
    await vi.waitFor(() => this.#device.docker('version'), { timeout: 60_000, interval: 50 });
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
