import { describe, expect, it } from 'vitest';
import { ManualClock } from './testing/manual-clock.ts';
import { waitFor } from './wait-for.ts';

class TooLate extends Error {}

const waiting = (clock: ManualClock, signal?: AbortSignal) => ({
  timeoutMs: 100,
  everyMs: 40,
  onTimeout: () => new TooLate(),
  clock,
  ...(signal === undefined ? {} : { signal }),
});

describe('waiting for a condition', () => {
  it('gives what the probe found, and asks no sooner than it was told', async () => {
    const clock = new ManualClock();
    let asked = 0;
    const found = waitFor(() => {
      asked += 1;
      return asked === 3 ? 'here' : null;
    }, waiting(clock));
    await clock.advance(79);
    expect(asked).toBe(2);
    await clock.advance(1);
    await expect(found).resolves.toBe('here');
  });

  it('takes false and zero for answers', async () => {
    await expect(waitFor(() => false, waiting(new ManualClock()))).resolves.toBe(false);
    await expect(waitFor(() => 0, waiting(new ManualClock()))).resolves.toBe(0);
  });

  it('gives up with the words of who waits', async () => {
    const clock = new ManualClock();
    let asked = 0;
    const found = waitFor(async () => {
      asked += 1;
      return null;
    }, waiting(clock));
    await Promise.all([expect(found).rejects.toThrow(TooLate), clock.advance(1_000)]);
    expect(asked).toBe(4);
  });

  it('ends at once when nobody waits any more', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const found = waitFor(() => null, waiting(clock, stop.signal));
    const stopped = clock.advance(10).then(() => stop.abort(new TypeError('stop it')));
    await Promise.all([expect(found).rejects.toThrow('stop it'), stopped]);
  });
});
