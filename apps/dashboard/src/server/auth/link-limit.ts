import { accountRefusals } from '@nanoedge/words';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../services/errors.ts';

/** So many links that open nothing, in ten minutes from one address, are no mistake in copying. */
const free = 30;
const windowSeconds = 600;

/** Ends the tries of whoever asks for links that open nothing. What opens something is not counted. */
export class LinkLimit {
  readonly #tries = new RateLimiterMemory({ points: free, duration: windowSeconds });

  /** Throws TooMany, and what `open` throws, which counts. Counted first, so that many at once are many. */
  async run<T>(address: string, open: () => Promise<T>): Promise<T> {
    try {
      await this.#tries.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const waitSeconds = Math.ceil(error.msBeforeNext / 1_000);
      throw new TooMany(accountRefusals.links.tooMany(waitSeconds), waitSeconds);
    }
    const opened = await open();
    await this.#tries.reward(address, 1);
    return opened;
  }
}
