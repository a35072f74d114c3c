import type { Clock } from '@nanoedge/base';
import type { DeploymentId, EpochMs, Milliseconds, ServiceState } from '@nanoedge/protocol';
import { nextFailures, restartDelayMs, slowRestartMs } from '../time/back-off.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import { failedAfter } from './judge.ts';
import { isHeldPort, remedyFor, type Remedy } from './remedy.ts';

/** One more than an engine needs that has just come back and still clears up. */
const refusalsForPort = 2;

/** What the agent remembers of a deployment between two looks at the engine. */
export interface ServiceRecord {
  state: ServiceState;
  detail: string | null;
  container: string | null;
  startedAt: EpochMs | null;
  initiationMs: Milliseconds | null;
  restarts: number;
  /** How often it ended by itself in a row. */
  failures: number;
  /** How many starts in a row the engine refused; these are nobody's failures. */
  refusals: number;
  /** What it said at the last of them. */
  refused: string | null;
  /** Why it fails, from the first failure until it answers again. */
  why: string | null;
  /** After how many of them something was replaced last. */
  mendedAt: number;
  healthySince: number | null;
  /** On the monotonic clock. */
  notBefore: number | null;
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
  refusals: 0,
  refused: null,
  why: null,
  mendedAt: 0,
  healthySince: null,
  notBefore: null,
  hash: null,
});

/**
 * What is told of a deployment: between the tries of what fails it goes on failing, for the same
 * reason, so that one verdict stands instead of words that take turns.
 */
export const toldOf = (record: Readonly<ServiceRecord>): Readonly<ServiceRecord> => {
  const { state, why, failures, refusals } = record;
  const isTrying = state === 'creating' || state === 'starting' || state === 'unhealthy';
  if (why === null || !isTrying) return record;
  const isSlow = Math.max(failures, refusals) >= failedAfter;
  return { ...record, state: isSlow ? 'failed' : 'backing-off', detail: why };
};

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

  /** Notes that it ended by itself, and when the next try may be: slowly in the end, never never. */
  fail(deployment: DeploymentId, detail: string): void {
    const record = this.get(deployment);
    const healthyForMs =
      record.healthySince === null ? 0 : this.#clock.monotonic() - record.healthySince;
    const failures = nextFailures(record.failures, healthyForMs);
    const isSlow = failures >= failedAfter;
    const delay = isSlow ? slowRestartMs : restartDelayMs(failures);
    this.set(deployment, {
      state: isSlow ? 'failed' : 'backing-off',
      detail,
      why: detail,
      failures,
      healthySince: null,
      notBefore: this.#clock.monotonic() + delay,
    });
  }

  /** Notes that the engine refused to start it, as it `said`, and when the next try may be. */
  refuse(deployment: DeploymentId, { said, detail }: { said: string; detail: string }): void {
    const refusals = this.get(deployment).refusals + 1;
    this.set(deployment, {
      state: refusals >= failedAfter ? 'failed' : 'backing-off',
      detail,
      why: detail,
      refusals,
      refused: said,
      healthySince: null,
      // Not at once: an engine that just came back needs a moment
      notBefore: this.#clock.monotonic() + restartDelayMs(refusals + 1),
    });
  }

  /** Whether the engine refuses to start it for its port, which no replacing here frees. */
  lacksPort(deployment: DeploymentId): boolean {
    const { refusals, refused } = this.get(deployment);
    return refusals >= refusalsForPort && isHeldPort(refused ?? '');
  }

  /** What has to be replaced before the next try of each deployment. */
  remedies(): Map<DeploymentId, Remedy> {
    const found = new Map<DeploymentId, Remedy>();
    for (const [deployment, { refusals, mendedAt, refused }] of this.#records) {
      const remedy = refusals === mendedAt ? null : remedyFor(refusals, refused ?? '');
      if (remedy !== null) found.set(deployment, remedy);
    }
    return found;
  }

  /** What had to be replaced is gone: the next try is of something fresh. */
  mended(deployment: DeploymentId): void {
    this.set(deployment, { mendedAt: this.get(deployment).refusals });
  }

  /** The engine is another one than before: whatever it, or its end, did is counted from new. */
  forgiveAll(): void {
    for (const deployment of this.#records.keys()) this.forgive(deployment);
  }

  /** What failed is not what comes next: the next try may be at once. */
  forgive(deployment: DeploymentId): void {
    this.set(deployment, {
      failures: 0,
      refusals: 0,
      refused: null,
      why: null,
      mendedAt: 0,
      notBefore: null,
    });
  }

  /** Failures count for one container spec only. */
  expect(deployment: DeploymentId, hash: string): void {
    const before = this.get(deployment).hash;
    if (before === hash) return;
    this.set(deployment, { hash });
    if (before !== null) this.forgive(deployment);
  }

  /** Deployments that must still wait, with when they may be tried on the monotonic clock. */
  held(): Map<DeploymentId, number> {
    const now = this.#clock.monotonic();
    const held = new Map<DeploymentId, number>();
    for (const [deployment, { notBefore }] of this.#records)
      if (notBefore !== null && notBefore > now) held.set(deployment, notBefore);
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
      refusals: 0,
      refused: null,
      why: null,
      mendedAt: 0,
      healthySince: record.healthySince ?? this.#clock.monotonic(),
      initiationMs: initiationMs ?? record.initiationMs,
    });
  }
}
