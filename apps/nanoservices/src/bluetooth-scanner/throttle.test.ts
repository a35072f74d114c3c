import type { EpochMs, Sighting } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { scannerConfig } from '../../test/support/configs.ts';
import { due, emptyMemory, hear, nextDue } from './throttle.ts';

const config = { ...scannerConfig('entrance'), reportEverySeconds: 1 } as ReturnType<
  typeof scannerConfig
>;
const limits = (now: number) => ({ config, now: now as EpochMs });
const sighting = (key: string, heardAt: number, rssi = -60) => ({ key, heardAt, rssi }) as Sighting;

describe('sightings during one scan', () => {
  it('report a key at once the first time', () => {
    const { report, first } = hear(
      emptyMemory,
      [sighting('a', 5000), sighting('b', 5000)],
      limits(5000),
    );
    expect(report.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(first).toEqual(report);
  });

  it('do not report the same advertisement twice', () => {
    const { memory } = hear(emptyMemory, [sighting('a', 5000)], limits(5000));
    expect(hear(memory, [sighting('a', 5000)], limits(9000)).report).toEqual([]);
  });

  it('keep an advertisement that comes too soon until its turn', () => {
    const { memory } = hear(emptyMemory, [sighting('a', 5000)], limits(5000));
    const soon = hear(memory, [sighting('a', 5900)], limits(5900));
    expect(soon.report).toEqual([]);
    expect(nextDue(soon.memory, config)).toBe(6000);
    const later = due(soon.memory, limits(6000));
    expect(later.report).toEqual([sighting('a', 5900)]);
    expect(later.first).toEqual([]);
    expect(nextDue(later.memory, config)).toBeNull();
  });

  it('leave out what is too weak', () => {
    expect(hear(emptyMemory, [sighting('a', 5000, -91)], limits(5000)).report).toEqual([]);
  });

  it('do not fill the memory however many keys pass', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) => sighting(`k${index}`, 5000));
    expect(hear(emptyMemory, crowd, limits(5000)).memory.keys.size).toBe(256);
  });

  it('report a newcomer at once however many keys are remembered', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) => sighting(`k${index}`, 5000));
    const { memory, report } = hear(emptyMemory, crowd, limits(5000));
    expect(report).toHaveLength(1000);
    const bob = hear(memory, [sighting('bob', 5100)], limits(5100));
    expect(bob.report).toEqual([sighting('bob', 5100)]);
    expect(bob.first).toEqual(bob.report);
    expect(hear(bob.memory, [sighting('bob', 5200)], limits(5200)).report).toEqual([]);
    expect(bob.memory.keys.size).toBe(256);
  });

  it('remember those that were heard last', () => {
    const crowd = Array.from({ length: 256 }, (_, index) => sighting(`k${index}`, 5000));
    const { memory } = hear(emptyMemory, crowd, limits(5000));
    const again = hear(memory, [sighting('k0', 6000)], limits(6000));
    const later = hear(again.memory, [sighting('bob', 6100)], limits(6100));
    expect(later.memory.keys.has('k0' as Sighting['key'])).toBe(true);
    expect(later.memory.keys.has('k1' as Sighting['key'])).toBe(false);
  });
});
