import type { Clock } from '@nanoedge/base';
import { EpochMs, Milliseconds, type DeploymentId, type ServiceState } from '@nanoedge/protocol';
import { nextFailures, restartDelayMs } from '../time/back-off.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import { failedAfter } from './judge.ts';

/** What the agent remembers of a deployment between two looks at the engine. */
export interface ServiceRecord {
  state: ServiceState;
  detail: string | null;
  container: string | null;
  startedAt: EpochMs | null;
  initiationMs: Milliseconds | null;
  restarts: number;
  failures: number;
  healthySince: number | null;
  notBefore: EpochMs | null;
  /** It exited too often: not tried again before something about it changes. */
  gaveUp: boolean;
  /** Hash of the container spec that the failures are about. */
  hash: string | null;
}

const blank = (): ServiceRecord => ({
  state: 'creating',
  detail: null,
  container: null,
  startedAt: null,
  initiationMs: null,
  restarts: 0,
  failures: 0,
  healthySince: null,
  notBefore: null,
  gaveUp: false,
  hash: null,
});

/** What is known of each deployment now; only in memory, every change of it is a fact. */
export class StatusStore implements FactReader {
  readonly #clock: Clock;
  readonly #records = new Map<DeploymentId, ServiceRecord>();
  readonly #facts: FactSink;

  constructor(clock: Clock, facts: FactSink) {
    this.#clock = clock;
    this.#facts = facts;
  }

  hear(fact: Fact): void {
    if (fact.type === 'container.ready') this.#answering(fact.deployment, fact.known);
    if (fact.type === 'container.unhealthy')
      this.set(fact.deployment, { state: 'unhealthy', detail: fact.reason });
  }

  get(deployment: DeploymentId): Readonly<ServiceRecord> {
    return this.#records.get(deployment) ?? blank();
  }

  /** Changes a record; silent when nothing is different. */
  set(deployment: DeploymentId, change: Partial<ServiceRecord>): void {
    const before = this.get(deployment);
    const after = { ...before, ...change };
    this.#records.set(deployment, after);
    if (JSON.stringify(before) !== JSON.stringify(after))
      this.#facts.append({ type: 'status.changed', deployment });
  }

  /**
   * Notes a failure and when the next try may be; one that `ends` by itself again and again is
   * given up in the end.
   */
  fail(deployment: DeploymentId, detail: string, ends = false): void {
    const record = this.get(deployment);
    const healthyForMs =
      record.healthySince === null ? 0 : this.#clock.monotonic() - record.healthySince;
    const failures = nextFailures(record.failures, healthyForMs);
    const delay = restartDelayMs(failures);
    this.set(deployment, {
      state: failures >= failedAfter ? 'failed' : 'backing-off',
      detail,
      failures,
      healthySince: null,
      notBefore: EpochMs.parse(this.#clock.now() + delay),
      gaveUp: ends && failures >= failedAfter,
    });
  }

  /** What failed is not what comes next: the next try may be at once. */
  forgive(deployment: DeploymentId): void {
    this.set(deployment, { failures: 0, notBefore: null, gaveUp: false });
  }

  /** Failures count for one container spec only. */
  expect(deployment: DeploymentId, hash: string): void {
    const before = this.get(deployment).hash;
    if (before === hash) return;
    this.set(deployment, { hash });
    if (before !== null) this.forgive(deployment);
  }

  /**
   * Deployments that must still wait, with the time at which they may be tried; null: not by
   * themselves.
   */
  held(): Map<DeploymentId, EpochMs | null> {
    const now = this.#clock.now();
    const held = new Map<DeploymentId, EpochMs | null>();
    for (const [deployment, { notBefore, gaveUp }] of this.#records) {
      if (gaveUp) held.set(deployment, null);
      else if (notBefore !== null && notBefore > now) held.set(deployment, notBefore);
    }
    return held;
  }

  /** Forgets all other deployments. */
  keepOnly(deployments: ReadonlySet<DeploymentId>): void {
    for (const deployment of this.#records.keys())
      if (!deployments.has(deployment)) this.#records.delete(deployment);
  }

  #answering(deployment: DeploymentId, initiationMs: Milliseconds | null): void {
    const record = this.get(deployment);
    this.set(deployment, {
      state: 'answering',
      detail: null,
      healthySince: record.healthySince ?? this.#clock.monotonic(),
      initiationMs: initiationMs ?? record.initiationMs,
    });
  }
}
