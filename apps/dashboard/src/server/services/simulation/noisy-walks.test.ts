import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { heardLevel } from '@nanoedge/base/radio';
import { ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { demoPlan } from '../../bootstrap/demo/plan.ts';
import { legsTo } from './legs.ts';
import { modelledRadio } from './modelled-radio.ts';
import { recordedWalk } from './recorded-radio.ts';
import recording from './recorded-walk.json' with { type: 'json' };

const plan = demoPlan((name) => name);
const [entrance, aurora] = ['entrance', 'aurora'].map((id) => ZoneId.parse(id)) as [ZoneId, ZoneId];

const mean = (levels: (number | null)[]): number => {
  const heard = levels.filter((level) => level !== null);
  return heard.reduce((sum, level) => sum + level, 0) / heard.length;
};

describe('a walk with a modelled radio', () => {
  it('is loudest at the entrance first and in the room last', () => {
    const radio = modelledRadio(plan, legsTo(plan, aurora, 1), 5);
    const heard = (zone: ZoneId, fromMs: number): number =>
      mean(
        Array.from({ length: 100 }, (_packet, number) =>
          heardLevel(radio, zone, { ms: fromMs + number * 30, number, key: 0 }),
        ),
      );
    expect(heard(entrance, 500)).toBeGreaterThan(heard(aurora, 500));
    expect(heard(aurora, 30_000)).toBeGreaterThan(heard(entrance, 30_000));
  });

  it('hears every zone of the plan, with or without a mark', () => {
    const { scanners } = modelledRadio(plan, legsTo(plan, aurora, 1), 5);
    expect(scanners.map(({ zone, at }) => [zone, at])).toEqual([
      ['entrance', [4.5, 8.75]],
      ['corridor', [12, 6.25]],
      ['aurora', [15, 1.25]],
      ['closet', [10, 9.25]],
    ]);
  });
});

describe('a recorded walk', () => {
  it('is the end of the run in the flat, as it is in the repository', () => {
    const file = resolve(
      import.meta.dirname,
      '../../../../../../infra/bench/traces/flat-robot.csv',
    );
    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
    const columns = head.split(',');
    const played = Object.entries(recording.levels).map(([scanner, levels]) => {
      const column = columns.indexOf(`${scanner}_dbm`);
      const expected = levels.map((): number | null => null);
      for (const cells of lines.map((line) => line.split(','))) {
        const step = Math.round((Number(cells[0]) - recording.fromSeconds) * 3);
        if (step >= 0) expected[step] = Number(cells[column]);
      }
      return [levels, expected];
    });
    for (const [levels, expected] of played) expect(levels).toEqual(expected);
  });

  it('goes in at the entrance and stays in the room, heard there without end', () => {
    const { legs, radio } = recordedWalk(plan, aurora);
    expect(legs.map(({ zone, untilMs }) => [zone, untilMs])).toEqual([
      ['entrance', 10_656],
      ['corridor', 32_634],
      ['aurora', null],
    ]);
    const atEnd = Array.from({ length: 1_000 }, (_step, number) =>
      heardLevel(radio, aurora, { ms: 40_000 + number * 333, number, key: 0 }),
    );
    expect(mean(atEnd)).toBeGreaterThan(-58);
  });

  it('goes from the entrance into the room where the plan has no corridor', () => {
    const small = { ...plan, zones: plan.zones.filter(({ kind }) => kind !== 'corridor') };
    const { legs } = recordedWalk(small, aurora);
    expect(legs.map(({ zone, fromMs, untilMs }) => [zone, fromMs, untilMs])).toEqual([
      ['entrance', 0, 32_634],
      ['aurora', 32_634, null],
    ]);
  });
});
