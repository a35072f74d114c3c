import { type Clock, doubling, sleep } from '@nanoedge/base';
import { type Condition, ThingFault } from './condition.ts';

/** So long something must have been open that the next try comes soon again. */
const heldMs = 10_000;
const waitMs = doubling(500, 15_000);

/**
 * Opens what a thing is reached through, and again whenever it was lost or did not open, at first
 * soon, then every 15 s. `open` ends when it was lost: with a ThingFault, which is what the thing
 * then suffers from, or without when `signal` was aborted. The answer closes it for good.
 */
export const keepOpen = (
  { clock, condition }: { clock: Clock; condition: Condition },
  open: (signal: AbortSignal) => Promise<void>,
): (() => void) => {
  const over = new AbortController();
  const goOn = async (): Promise<void> => {
    for (let tries = 0; !over.signal.aborted; tries += 1) {
      const began = clock.monotonic();
      try {
        await open(over.signal);
      } catch (error) {
        if (!(error instanceof ThingFault)) throw error;
        condition.failing(error);
      }
      if (clock.monotonic() - began >= heldMs) tries = 0;
      await sleep(clock, waitMs(tries), over.signal);
    }
  };
  void goOn();
  return () => over.abort();
};
