import { type Clock, describeError, sleep } from '@nanoedge/base';
import type { Logger } from 'pino';
import type { FactSink } from '../facts.ts';

/** Work that failed for no reason that anybody decides about is not started again sooner. */
const pauseMs = 1_000;

export interface JobPorts {
  log: Logger;
  clock: Clock;
  facts: FactSink;
}

/**
 * Long work beside the plan: images, snapshots, restores. Each key runs at most once at a time; its
 * end, well or not, is a fact.
 */
export class Jobs {
  readonly #ports: JobPorts;
  readonly #running = new Map<string, AbortController>();

  constructor(ports: JobPorts) {
    this.#ports = ports;
  }

  has(key: string): boolean {
    return this.#running.has(key);
  }

  /** Starts the work unless it goes on already. */
  start(key: string, work: (signal: AbortSignal) => Promise<void>): void {
    if (this.#running.has(key)) return;
    const stop = new AbortController();
    this.#running.set(key, stop);
    void this.#run({ key, work, stop });
  }

  /** Ends what no plan asks for any more. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, stop] of this.#running) if (!keys.has(key)) stop.abort();
  }

  stop(): void {
    this.keepOnly(new Set());
  }

  async #run({
    key,
    work,
    stop,
  }: {
    key: string;
    work: (signal: AbortSignal) => Promise<void>;
    stop: AbortController;
  }): Promise<void> {
    try {
      await work(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted)
        this.#ports.log.warn(
          { job: key, reason: describeError(error) },
          'work beside the plan failed',
        );
      await sleep(this.#ports.clock, pauseMs, stop.signal);
    } finally {
      this.#running.delete(key);
      this.#ports.facts.append({ type: 'work.ended', key });
    }
  }
}
