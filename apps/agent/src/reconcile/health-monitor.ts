import { type Clock, sleep } from '@nanoedge/base';
import type { DeploymentId } from '@nanoedge/protocol';
import type { Prober } from './prober.ts';

/** A container that was started must answer within this time. */
const startTimeoutMs = 15_000;
const probeEveryMs = 10_000;
const probeTimeoutMs = 2_000;
const failuresUntilUnhealthy = 3;

export interface Watched {
  deployment: DeploymentId;
  container: string;
  address: string;
}

export interface HealthListener {
  /** The first answer of this container since it was watched; `at` on the monotonic clock. */
  onAnswering(watched: Watched, at: number): void;
  onUnhealthy(watched: Watched, reason: string): void;
  /** It ended, or nobody wants to know any more. */
  onForgotten(container: string): void;
}

/** Probes every running container; each is watched at most once. */
export class HealthMonitor {
  readonly #prober: Prober;
  readonly #clock: Clock;
  readonly #listener: HealthListener;
  readonly #watches = new Map<string, AbortController>();
  readonly unhealthy = new Set<string>();

  constructor(prober: Prober, clock: Clock, listener: HealthListener) {
    this.#prober = prober;
    this.#clock = clock;
    this.#listener = listener;
  }

  isWatching(container: string): boolean {
    return this.#watches.has(container);
  }

  /**
   * Watches until `forget`. Resolves with the first answer (true), or when it is given up (false).
   */
  async watch(watched: Watched): Promise<boolean> {
    if (this.#watches.has(watched.container)) return true;
    const stop = new AbortController();
    this.#watches.set(watched.container, stop);
    const answered = await this.#prober.firstAnswer(watched.address, startTimeoutMs, stop.signal);
    if (stop.signal.aborted) return false;
    if (!answered) {
      this.#giveUp(watched, `did not answer /health within ${startTimeoutMs / 1000} s`);
      return false;
    }
    this.#listener.onAnswering(watched, this.#clock.monotonic());
    void this.#keepProbing(watched, stop.signal);
    return true;
  }

  forget(container: string): void {
    this.#watches.get(container)?.abort();
    this.#watches.delete(container);
    this.unhealthy.delete(container);
    this.#listener.onForgotten(container);
  }

  forgetAll(): void {
    for (const container of this.#watches.keys()) this.forget(container);
  }

  async #keepProbing(watched: Watched, signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (failures < failuresUntilUnhealthy) {
      await sleep(this.#clock, probeEveryMs, signal);
      if (signal.aborted) return;
      failures = (await this.#prober.probe(watched.address, probeTimeoutMs)) ? 0 : failures + 1;
      if (signal.aborted) return;
    }
    this.#giveUp(watched, `did not answer ${failuresUntilUnhealthy} health probes`);
  }

  #giveUp(watched: Watched, reason: string): void {
    this.unhealthy.add(watched.container);
    this.#listener.onUnhealthy(watched, reason);
  }
}
