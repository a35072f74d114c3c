import { describeError, sleep } from '@nanoedge/base';
import type { Digest } from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import type { Logger } from 'pino';
import { DashboardUnreachable } from '../../errors.ts';
import type { ContentStore } from '../../store/content-store.ts';
import { linkDelayMs } from '../../time/back-off.ts';
import { askDashboard, type DashboardAccess } from '../link/dashboard.ts';

export interface ContentFetchPorts extends DashboardAccess {
  store: ContentStore;
  log: Logger;
  /** Digests that must not be deleted now, besides those that are wanted. */
  inUse: () => readonly Digest[];
}

/**
 * Brings the wanted content onto the device before it is needed, and deletes what nobody wants any
 * more.
 */
export class ContentFetch {
  readonly #ports: ContentFetchPorts;
  #run = new AbortController();

  constructor(ports: ContentFetchPorts) {
    this.#ports = ports;
  }

  /** Supersedes what was wanted before. */
  assign(wanted: readonly Digest[]): void {
    this.#run.abort();
    this.#run = new AbortController();
    void this.#bring(wanted, this.#run.signal);
  }

  stop(): void {
    this.#run.abort();
  }

  async #bring(wanted: readonly Digest[], signal: AbortSignal): Promise<void> {
    const { store, clock, log, inUse } = this.#ports;
    let missing = [...wanted];
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      missing = await this.#bringAll(missing, signal);
      if (signal.aborted) return;
      if (missing.length === 0) {
        const deleted = await store.prune(new Set([...wanted, ...inUse()])).catch(() => 0);
        if (deleted > 0) log.info({ deleted }, 'deleted content that no meeting needs');
        return;
      }
      await sleep(clock, linkDelayMs(attempt, Math.random), signal);
    }
  }

  async #bringAll(digests: readonly Digest[], signal: AbortSignal): Promise<Digest[]> {
    const missing: Digest[] = [];
    for (const digest of digests) {
      if (signal.aborted) return missing;
      try {
        if ((await this.#ports.store.size(digest)) === null) await this.#fetch(digest, signal);
      } catch (error) {
        missing.push(digest);
        this.#ports.log.debug({ digest, reason: describeError(error) }, 'content did not come');
      }
    }
    return missing;
  }

  async #fetch(digest: Digest, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#ports;
    const response = await askDashboard(this.#ports, {
      method: 'GET',
      path: `/api/agents/content/${digest}`,
      signal,
    });
    if (response.statusCode !== 200) {
      response.resume();
      throw new DashboardUnreachable(linkFailures.noContent(response.statusCode ?? 0));
    }
    await store.put(digest, response);
    log.info({ digest, bytes: await store.size(digest) }, 'content stored');
  }
}
