import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { doubling } from '@nanoedge/base';
import type { Logger } from 'pino';
import type { Launch } from './account.ts';
import { endLeftover } from './leftover.ts';

/** How a server is started. */
export interface ServerCommand {
  command: ReturnType<Launch>;
  dataFolder: string;
  log: Logger;
}

/** A quarter of a second at first: the children of a killed PostgreSQL need a moment to end. */
const restartDelayMs = doubling(250, 5_000);

/** One that ran for this long was well; its end begins the back-off anew. */
const steadyMs = 10_000;

/**
 * A PostgreSQL that is started again whenever it ends, until `stop`. Once `keep` was called; before
 * that its end is for the caller, who waits for its first answer.
 */
export class KeptServer {
  readonly #options: ServerCommand;
  readonly #stopping = new AbortController();
  #child: ChildProcess;
  #ended: Promise<void>;
  #said = '';
  #keeping: Promise<void> = Promise.resolve();

  constructor(options: ServerCommand) {
    this.#options = options;
    this.#child = this.#spawn();
    this.#ended = this.#endOf(this.#child);
  }

  /** Resolves when the server that runs now has ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** The end of what it wrote to its log. */
  get said(): string {
    return this.#said;
  }

  /** Starts it again from now on. */
  keep(): void {
    this.#keeping = this.#keep();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#child.kill('SIGINT');
    // One that was stopped with SIGSTOP hears nothing before it goes on.
    this.#child.kill('SIGCONT');
    await this.#ended;
    await this.#keeping;
  }

  #spawn(): ChildProcess {
    const { file, args, options } = this.#options.command;
    // Its own process group: Ctrl-C in a terminal must reach us only, because we stop it last.
    const child = spawn(file, args, {
      ...options,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString('utf8')).slice(-2000);
    });
    return child;
  }

  #endOf(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
  }

  async #keep(): Promise<void> {
    const { log, dataFolder } = this.#options;
    const { signal } = this.#stopping;
    for (let attempt = 0; ; attempt += 1) {
      const begun = performance.now();
      await this.#ended;
      if (signal.aborted) return;
      if (performance.now() - begun > steadyMs) attempt = 0;
      log.error({ said: this.#said, attempt }, 'PostgreSQL ended; starting it again');
      // Only `stop` cuts the pause short, and the next line ends with it.
      await pause(restartDelayMs(attempt), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await endLeftover(dataFolder);
        if (signal.aborted) return;
        this.#child = this.#spawn();
        this.#ended = this.#endOf(this.#child);
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL could not be started again');
      }
    }
  }
}
