import { describe, expect, it } from 'vitest';
import { epochMs, sleep, systemClock } from './clock.ts';
import { ManualClock } from './testing/manual-clock.ts';

describe('the system clock', () => {
  it('takes a delay that no timer can hold as a long one, not as none', async () => {
    let rang = false;
    const cancel = systemClock.after(2 ** 40, () => {
      rang = true;
    });
    await sleep(systemClock, 5);
    cancel();
    expect(rang).toBe(false);
  });

  it('rings no more once it was called off', async () => {
    let rang = false;
    systemClock.after(0, () => {
      rang = true;
    })();
    await sleep(systemClock, 5);
    expect(rang).toBe(false);
  });

  it('counts whole milliseconds, none before the epoch', () => {
    expect(epochMs(1.6)).toBe(2);
    expect(epochMs(-5)).toBe(0);
    expect(Number.isInteger(systemClock.now())).toBe(true);
  });
});

describe('sleep', () => {
  it('ends when its time has come', async () => {
    const clock = new ManualClock();
    let awake = false;
    void sleep(clock, 100).then(() => {
      awake = true;
    });
    await clock.advance(99);
    expect(awake).toBe(false);
    await clock.advance(1);
    expect(awake).toBe(true);
  });

  it('ends at once when it is aborted, before or while it sleeps', async () => {
    const clock = new ManualClock();
    await sleep(clock, 100, AbortSignal.abort());
    const stop = new AbortController();
    const asleep = sleep(clock, 100, stop.signal);
    stop.abort();
    await asleep;
    expect(clock.pending).toBe(0);
  });
});
