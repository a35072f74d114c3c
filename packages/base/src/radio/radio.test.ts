import { ModelledRadio, parse, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { heardLevel } from './heard.ts';
import { meanLevel, officeRadio } from './radio-model.ts';
import { onTheWay, wayThrough } from './way.ts';

const [hall, room] = ['hall', 'room'].map((id) => ZoneId.parse(id)) as [ZoneId, ZoneId];
const outlines = new Map<ZoneId, [number, number][]>([
  [
    hall,
    [
      [0, 0],
      [10, 0],
      [10, 4],
      [0, 4],
    ],
  ],
  [
    room,
    [
      [4, 4],
      [10, 4],
      [10, 8],
      [4, 8],
    ],
  ],
]);
const inTheHall = { zone: hall, fromMs: 0, untilMs: 12_000 };
const stays = [inTheHall, { zone: room, fromMs: 12_000, untilMs: null }];

describe('the way of a modelled walk', () => {
  it('goes through the door between two zones in time, and ends on a chair', () => {
    const way = wayThrough(stays, outlines, 3);
    const door = onTheWay(way, 12_000);
    expect(door?.at[0]).toBeGreaterThanOrEqual(4);
    expect(door?.at[1]).toBeCloseTo(4, 0);
    expect(onTheWay(way, 11_999)?.zone).toBe(hall);
    expect(onTheWay(way, 12_000)?.zone).toBe(room);
    const seated = onTheWay(way, 60_000);
    expect(seated).toMatchObject({ zone: room, heading: null });
    expect(onTheWay(way, 90_000)?.at).toEqual(seated?.at);
  });

  it('stays inside its zones at a walking pace, whatever the seed', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const way = wayThrough(stays, outlines, seed);
      for (let ms = 0; ms < 30_000; ms += 100) {
        const here = onTheWay(way, ms);
        expect(here?.at[1]).toBeGreaterThanOrEqual(here?.zone === room ? 3.9 : 0);
        expect(here?.at[1]).toBeLessThanOrEqual(here?.zone === room ? 8 : 4.1);
        const gone = (onTheWay(way, ms + 100)?.metres ?? 0) - (here?.metres ?? 0);
        expect(gone).toBeLessThan(0.3);
      }
    }
  });

  it('has not begun before its beginning', () => {
    expect(onTheWay(wayThrough(stays, outlines, 1), -1)).toBeNull();
  });
});

describe('the modelled radio', () => {
  it('loses what ITU-R P.1238-11 says for an office at 2.44 GHz, and a wall', () => {
    const flat = { ...officeRadio, above: 0 };
    expect(meanLevel(flat, 10, true)).toBeCloseTo(-(14.6 + 34.62 + 7.865), 1);
    expect(meanLevel(flat, 10, false)).toBeCloseTo(-(24.6 + 29.53 + 9.221 + 3.4), 1);
  });

  const levels = (seed: number, count = 2_000): (number | null)[] => {
    const radio = parse(
      ModelledRadio,
      {
        kind: 'modelled',
        seed,
        scanners: [{ zone: room, at: [7, 6] }],
        way: wayThrough([inTheHall], outlines, seed),
      },
      'radio',
    );
    return Array.from({ length: count }, (_packet, number) =>
      heardLevel(radio, room, { ms: number * 5, number, key: 0 }),
    );
  };

  it('loses a tenth of the packets, and scatters about the mean', () => {
    const all = Array.from({ length: 60 }, (_seed, seed) => levels(seed, 200)).flat();
    const heard = all.filter((level) => level !== null);
    expect(heard.length / all.length).toBeCloseTo(0.9, 1);
    const mean = heard.reduce((sum, level) => sum + level, 0) / heard.length;
    const spread = Math.sqrt(
      heard.reduce((sum, level) => sum + (level - mean) ** 2, 0) / heard.length,
    );
    expect(mean).toBeGreaterThan(-70);
    expect(mean).toBeLessThan(-50);
    expect(spread).toBeGreaterThan(5);
    expect(spread).toBeLessThan(12);
  });

  it('is the same for the same seed and another for another', () => {
    expect(levels(4)).toEqual(levels(4));
    expect(levels(4)).not.toEqual(levels(5));
  });
});
