import { ManualClock } from '@nanoedge/base/testing';
import type { ServiceEvent, ZoneId } from '@nanoedge/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Census, mostTold } from './census.ts';
import type { ScrambledKey } from './scrambler.ts';

const [entrance, corridor] = ['entrance', 'corridor'] as [ZoneId, ZoneId];
const key = (number: number): ScrambledKey => number as ScrambledKey;

describe('the count of keys of nobody', () => {
  let clock: ManualClock;
  let told: ServiceEvent[];
  let census: Census;
  beforeEach(() => {
    clock = new ManualClock();
    told = [];
    census = new Census(clock, (event) => told.push(event));
  });

  it('is told once a minute and zone, each key once however often it is heard', async () => {
    for (let number = 0; number < 37; number += 1) census.count(entrance, key(number));
    for (let number = 0; number < 37; number += 1) census.count(entrance, key(number));
    census.count(corridor, key(1));
    await clock.advance(59_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toMatchObject([
      { type: 'keys.unknown', zone: entrance, count: 37, seconds: 60, more: false },
      { type: 'keys.unknown', zone: corridor, count: 1 },
    ]);
  });

  it('begins anew in the next minute, and costs nothing while nobody is heard', async () => {
    census.count(entrance, key(1));
    await clock.advance(60_000);
    expect(clock.pending).toBe(0);
    await clock.advance(600_000);
    census.count(entrance, key(1));
    await clock.advance(60_000);
    expect(told).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  it('is told for the part of a minute when the service stops', async () => {
    census.count(entrance, key(1));
    await clock.advance(12_000);
    census.stop();
    expect(told).toMatchObject([{ count: 1, seconds: 12 }]);
    expect(clock.pending).toBe(0);
  });

  it('tells a bounded number of keys apart, and says that there were more', () => {
    for (let number = 0; number < mostTold; number += 1) census.count(entrance, key(number));
    census.count(entrance, key(0));
    census.stop();
    expect(told).toMatchObject([{ count: mostTold, more: false }]);
    for (let number = 0; number <= mostTold; number += 1) census.count(entrance, key(number));
    census.count(corridor, key(0));
    census.stop();
    expect(told.slice(1)).toMatchObject([
      { count: mostTold, more: true },
      { count: 1, more: true },
    ]);
  });
});
