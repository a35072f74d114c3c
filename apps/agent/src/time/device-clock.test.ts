import { ManualClock, SetClock } from '@nanoedge/base/testing';
import { epochMs } from '@nanoedge/base';
import { describe, expect, it } from 'vitest';
import { DeviceClock, type ClockChange } from './device-clock.ts';

const hourMs = 3_600_000;
const noon = 1_800_000_000_000;

const made = (aheadMs: number) => {
  const ground = new ManualClock(noon);
  const machine = new SetClock(ground);
  machine.aheadMs = aheadMs;
  const alarms: ClockChange[] = [];
  const clock = new DeviceClock(machine);
  const told = (tookMs = 0): void => {
    const change = clock.compare({ now: ground.now(), tookMs });
    if (change.kind !== 'none') alarms.push(change);
  };
  return { ground, machine, clock, alarms, told };
};

describe("the device's clock", () => {
  it.each([-hourMs, hourMs, 2 * hourMs, -noon])(
    'goes by the dashboard when the machine is %d ms ahead, and says so once',
    async (aheadMs) => {
      const { ground, clock, alarms, told } = made(aheadMs);
      told();
      await ground.advance(10_000);
      told();
      expect(clock.now()).toBe(noon + 10_000);
      expect(clock.aheadMs).toBe(aheadMs);
      expect(alarms).toEqual([{ kind: 'differs', aheadMs }]);
    },
  );

  it.each([-hourMs, hourMs])(
    'is not moved when the machine is set by %d ms, with or without a dashboard meanwhile',
    async (byMs) => {
      const { ground, machine, clock, alarms, told } = made(0);
      told();
      machine.aheadMs = byMs;
      await ground.advance(1_000);
      expect(clock.now()).toBe(noon + 1_000);
      told();
      expect(clock.now()).toBe(noon + 1_000);
      machine.aheadMs = 0;
      told();
      expect(alarms).toEqual([{ kind: 'differs', aheadMs: byMs }, { kind: 'agrees' }]);
    },
  );

  it('follows a machine that is set while nobody else tells the time', async () => {
    const { ground, machine, clock } = made(-noon);
    const stop = new AbortController();
    clock.start(stop.signal);
    expect(clock.known).toBe(false);
    machine.aheadMs = 0;
    await ground.advance(1_000);
    expect(clock.now()).toBe(noon + 1_000);
    expect(clock.known).toBe(true);
    expect(clock.aheadMs).toBe(null);
    stop.abort();
    expect(ground.pending).toBe(0);
  });

  it('takes a slow answer for no difference', () => {
    const { clock, told } = made(3_000);
    told(5_000);
    expect(clock.now()).toBe(noon + 3_000);
    expect(clock.recentShiftMs).toBe(0);
  });

  it('remembers a shift for those who have not heard of it, and not for long', async () => {
    const { ground, clock, told } = made(-noon + 5_000);
    told();
    expect(clock.recentShiftMs).toBe(noon - 5_000);
    await ground.advance(15_000);
    expect(clock.recentShiftMs).toBe(0);
    clock.compare({ now: epochMs(ground.now() + 250), tookMs: 0 });
    expect(clock.now()).toBe(ground.now());
  });
});
