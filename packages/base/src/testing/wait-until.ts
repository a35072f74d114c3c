import { waitFor } from '../wait-for.ts';

type Found<T> = T | null | undefined | false;

/** What a test waited for did not come true. */
export class WaitedInVain extends Error {
  constructor(what: string, timeoutMs: number) {
    super(`waited ${timeoutMs} ms in vain: ${what}`);
    this.name = 'WaitedInVain';
  }
}

/** Waits until `condition` gives something; throws with `what` after `timeoutMs`. */
export const waitUntil = async <T>(
  what: string,
  condition: () => Found<T> | Promise<Found<T>>,
  { timeoutMs = 10_000, everyMs = 10 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> =>
  waitFor(
    async () => {
      const value = await condition();
      return value === undefined || value === false ? null : value;
    },
    { timeoutMs, everyMs, onTimeout: () => new WaitedInVain(what, timeoutMs) },
  );
