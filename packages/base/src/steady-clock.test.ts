import { describe, expect, it } from 'vitest';
import { SteadyClock } from './steady-clock.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { SetClock } from './testing/set-clock.ts';

const hourMs = 3_600_000;

describe('a steady clock', () => {
  it.each([-hourMs, hourMs])('goes on when the machine is set by %d ms', async (byMs) => {
    const ground = new ManualClock();
    const machine = new SetClock(ground);
    const clock = new SteadyClock(machine);
    const began = clock.now();
    machine.aheadMs = byMs;
    await ground.advance(5_000);
    expect(clock.now() - began).toBe(5_000);
    expect(clock.machineAheadMs()).toBe(byMs);
  });

  it('tells those who remember moments that it was shifted, and by how much', () => {
    const clock = new SteadyClock(new ManualClock(10_000));
    const heard: number[] = [];
    const stop = clock.onShift((byMs) => heard.push(byMs));
    clock.shift(2 * hourMs);
    stop();
    clock.shift(-1);
    expect(heard).toEqual([2 * hourMs]);
    expect(clock.now()).toBe(10_000 + 2 * hourMs - 1);
  });
});
