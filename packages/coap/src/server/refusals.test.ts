import { ManualClock } from '@nanoedge/base/testing';
import { describe, expect, it } from 'vitest';
import { fewestRefusals, Refusals, type RefusedRequests, refusalWindowMs } from './refusals.ts';

const counting = () => {
  const clock = new ManualClock();
  const told: RefusedRequests[] = [];
  const refusals = new Refusals({ clock, tell: (refused) => told.push(refused) });
  const refuse = (times: number, from = '10.0.0.66'): void => {
    for (let time = 0; time < times; time += 1) refusals.add(from);
  };
  return { clock, told, refusals, refuse };
};

describe('refused requests', () => {
  it('are no news while they are few', async () => {
    const { clock, told, refuse } = counting();
    for (let minute = 0; minute < 5; minute += 1) {
      refuse(fewestRefusals - 1);
      await clock.advance(refusalWindowMs);
    }
    expect(told).toEqual([]);
  });

  it('are told at once when they are an attack, and where the last came from', async () => {
    const { clock, told, refuse } = counting();
    refuse(fewestRefusals - 1);
    await clock.advance(4000);
    refuse(1, '10.0.0.99');
    expect(told).toEqual([{ count: fewestRefusals, seconds: 4, from: '10.0.0.99' }]);
  });

  it('are told once a minute for as long as it lasts, each counted once', async () => {
    const { clock, told, refuse } = counting();
    refuse(1000);
    await clock.advance(refusalWindowMs);
    refuse(3);
    await clock.advance(refusalWindowMs);
    await clock.advance(refusalWindowMs);
    refuse(fewestRefusals - 1);
    await clock.advance(refusalWindowMs);
    expect(told.map(({ count, seconds }) => [count, seconds])).toEqual([
      [fewestRefusals, 1],
      [1000 - fewestRefusals, 60],
      [3, 60],
    ]);
  });

  it('are not told any more once nothing is served', async () => {
    const { clock, told, refusals, refuse } = counting();
    refuse(500);
    refusals.stop();
    await clock.advance(refusalWindowMs);
    expect(told).toHaveLength(1);
  });
});
