import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeDashboard } from './fake-dashboard.ts';
import type { LabDevice } from './lab-device.ts';

const agent = join(import.meta.dirname, '../../src/main.ts');

/**
 * An agent as a process of its own on a device of the lab, which can be killed as a crash kills it.
 */
export class AgentProcess {
  readonly #folder: string;
  readonly #dashboard: FakeDashboard;
  readonly #device: LabDevice;
  #child: ChildProcess | null = null;

  constructor(folder: string, dashboard: FakeDashboard, device: LabDevice) {
    this.#folder = folder;
    this.#device = device;
    this.#dashboard = dashboard;
    writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  }

  start(): void {
    const [program, ...args] = [
      ...this.#device.enter,
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      agent,
    ];
    this.#child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NANOEDGE_AGENT_DATA: join(this.#folder, 'data'),
        DOCKER_HOST: this.#device.dockerHost,
        NANOEDGE_ADDRESS: this.#device.address,
        NANOEDGE_AGENT_NAME: 'Test device',
        NANOEDGE_DASHBOARD_URL: this.#dashboard.url,
        NANOEDGE_JOIN_KEY_FILE: join(this.#folder, 'join.key'),
        NANOEDGE_LOG_LEVEL: process.env['AGENT_TEST_LOG'] ?? 'silent',
      },
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
