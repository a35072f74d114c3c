import { type Clock, RateLimit } from '@nanoedge/base';
import type { DeploymentId } from '@nanoedge/protocol';

/**
 * The events that a service may tell of: many at once after a silence, as all that waited there
 * while the gateway was away, and so many a second in the long run.
 */
export const toldAtMost = { perSecond: 20, burst: 512 } as const;

/** Without a refusal for so long, the next one is news again (ms). */
const calmMs = 600_000;

/** Bounds what each service tells, so that none takes the room of the others' events. */
export class TellingLimit {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #limit: RateLimit;
  readonly #refusedAt = new Map<DeploymentId, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#limit = new RateLimit(clock, toldAtMost);
  }

  /** Whether one more event of a deployment is taken; `begins`: it is not, and that is news. */
  judge(deployment: DeploymentId): 'admitted' | 'begins' | 'refused' {
    if (this.#limit.admits(deployment)) return 'admitted';
    const now = this.#clock.monotonic();
    const before = this.#refusedAt.get(deployment);
    this.#refusedAt.set(deployment, now);
    return before === undefined || now - before >= calmMs ? 'begins' : 'refused';
  }
}
