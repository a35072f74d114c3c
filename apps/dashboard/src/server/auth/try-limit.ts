import { accountRefusals } from '@nanoedge/words';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { TryPort } from '../services/try-port.ts';
import { TooMany } from '../services/errors.ts';

const windowSeconds = 600;

/** Ends the tries of whoever fails so often in ten minutes. What succeeds is not counted. */
export class TryLimit implements TryPort {
  readonly #tries: RateLimiterMemory;
  readonly #message: string;

  constructor(free: number, message: string) {
    this.#tries = new RateLimiterMemory({ points: free, duration: windowSeconds });
    this.#message = message;
  }

  /** Counted first, so that many at once are many. */
  async run<T>(who: string, act: () => Promise<T>): Promise<T> {
    try {
      await this.#tries.consume(who);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const waitSeconds = Math.ceil(error.msBeforeNext / 1_000);
      throw new TooMany(accountRefusals.tooMany(this.#message, waitSeconds), waitSeconds);
    }
    const done = await act();
    await this.#tries.reward(who, 1);
    return done;
  }
}

/** By address: so many links that open nothing are no mistake in copying. */
export const linkTries = (): TryLimit => new TryLimit(30, accountRefusals.links.tooMany);

/** By account: whoever found a page open does not find out its password. */
export const passwordTries = (): TryLimit => new TryLimit(10, accountRefusals.tooManyPasswords);
