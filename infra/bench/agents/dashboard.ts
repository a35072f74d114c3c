import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { parseJson } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { readEnv } from '../../cli/env.ts';
import { siteDocument } from './site.ts';

const program = resolve(import.meta.dirname, '../../../apps/dashboard/src/main.ts');

class NotUp extends Error {}

const Known = z.object({ dashboardKey: z.string() });

const isUp = async (url: string): Promise<true | null> => {
  try {
    return (await fetch(`${url}/api/health`)).ok ? true : null;
  } catch {
    return null;
  }
};

/** A dashboard in a process of its own, without pages, with its own database and data folder. */
export class BenchDashboard {
  readonly url: string;
  readonly #port: number;
  readonly #home: string;
  #process: ChildProcess | null = null;

  constructor(port: number, devices: number) {
    this.#port = port;
    this.url = `http://127.0.0.1:${String(port)}`;
    this.#home = mkdtempSync(join(tmpdir(), 'nanoedge-agents-'));
    writeFileSync(join(this.#home, 'bootstrap.json'), JSON.stringify(siteDocument(devices)), {
      mode: 0o600,
    });
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    this.#process = spawn(process.execPath, [program, '--no-pages'], {
      env: {
        ...readEnv().inherited,
        PORT: String(this.#port),
        HOST: '127.0.0.1',
        NANOEDGE_HOME: this.#home,
        NANOEDGE_LOG_LEVEL: 'error',
        NANOEDGE_BOOTSTRAP_FILE: join(this.#home, 'bootstrap.json'),
      },
      stdio: ['ignore', 2, 2],
    });
    await waitFor(() => isUp(this.url), {
      everyMs: 50,
      timeoutMs: 120_000,
      onTimeout: () => new NotUp(`${this.url} did not start`),
    });
  }

  /** By what devices know it, once it has started. */
  get key(): string {
    const text = readFileSync(join(this.#home, 'identity.json'), 'utf8');
    return parseJson(Known, text, 'identity').dashboardKey;
  }

  /** Ends it and waits for its end; SIGKILL is how a machine loses it. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolved) => child.once('exit', resolved));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
