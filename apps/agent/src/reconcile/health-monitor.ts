import { type Clock, sleep } from '@nanoedge/base';
import { serviceReasons } from '@nanoedge/words';
import type { Prober } from '../edge/gateway/prober.ts';
import type { Fact, FactReader, FactSink, ServiceOnNetwork } from '../facts.ts';

/** A container that was started must answer within this time. */
const startTimeoutMs = 15_000;
const probeEveryMs = 10_000;
const probeTimeoutMs = 2_000;
const failuresUntilUnhealthy = 3;

/** Probes every running container; each is watched at most once. */
export class HealthMonitor implements FactReader {
  readonly #prober: Prober;
  readonly #clock: Clock;
  readonly #facts: FactSink;
  readonly #watches = new Map<string, AbortController>();
  readonly unhealthy = new Set<string>();

  constructor(prober: Prober, clock: Clock, facts: FactSink) {
    this.#prober = prober;
    this.#clock = clock;
    this.#facts = facts;
  }

  hear(fact: Fact): void {
    if (fact.type === 'container.ended') this.forget(fact.container);
  }

  isWatching(container: string): boolean {
    return this.#watches.has(container);
  }

  /**
   * Watches until `forget`. Resolves with the first answer (true), or when it is given up (false).
   */
  async watch(watched: ServiceOnNetwork): Promise<boolean> {
    if (this.#watches.has(watched.container)) return true;
    const stop = new AbortController();
    this.#watches.set(watched.container, stop);
    const answered = await this.#prober.firstAnswer(watched.address, startTimeoutMs, stop.signal);
    if (stop.signal.aborted) return false;
    if (!answered) {
      this.#giveUp(watched, serviceReasons.noAnswer(startTimeoutMs / 1000));
      return false;
    }
    const at = this.#clock.monotonic();
    this.#facts.append({ type: 'container.answered', at, ...watched });
    void this.#keepProbing(watched, stop.signal);
    return true;
  }

  forget(container: string): void {
    this.#watches.get(container)?.abort();
    this.#watches.delete(container);
    this.unhealthy.delete(container);
    this.#facts.append({ type: 'container.forgotten', container });
  }

  forgetAll(): void {
    for (const container of this.#watches.keys()) this.forget(container);
  }

  async #keepProbing(watched: ServiceOnNetwork, signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (failures < failuresUntilUnhealthy) {
      await sleep(this.#clock, probeEveryMs, signal);
      if (signal.aborted) return;
      failures = (await this.#prober.probe(watched.address, probeTimeoutMs)) ? 0 : failures + 1;
      if (signal.aborted) return;
    }
    this.#giveUp(watched, serviceReasons.unhealthy(failuresUntilUnhealthy));
  }

  #giveUp(watched: ServiceOnNetwork, reason: string): void {
    this.unhealthy.add(watched.container);
    this.#facts.append({ type: 'container.unhealthy', reason, ...watched });
  }
}
