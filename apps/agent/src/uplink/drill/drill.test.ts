import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../test/support/scratch.ts';
import type { Fact } from '../../facts.ts';
import { Drill } from './drill.ts';

const minute = 60_000;

const setUp = (file = join(scratchFolder(), 'drill.json'), clock = new ManualClock()) => {
  const facts: Fact[] = [];
  const drill = new Drill({
    clock,
    log: pino({ level: 'silent' }),
    file,
    facts: { append: (fact) => void facts.push(fact) },
  });
  const said = (): string[] =>
    facts.map((fact) => (fact.type === 'drill.ended' ? `ended by ${fact.by}` : fact.type));
  const isCut = (): boolean => {
    try {
      drill.permit();
      return false;
    } catch {
      return true;
    }
  };
  return { clock, drill, file, said, isCut };
};

describe('a drill', () => {
  it('says goodbye, cuts the device off, and ends by itself to the second', async () => {
    const { clock, drill, file, said, isCut } = setUp();
    const began = clock.now();
    expect(drill.begin({ minutes: 2 })).toEqual({ endsAt: began + 2 * minute });
    expect([isCut(), said()]).toEqual([false, ['drill.began']]);
    await clock.advance(1_000);
    expect([isCut(), said()]).toEqual([true, ['drill.began', 'drill.cut']]);
    await clock.advance(2 * minute - 1_001);
    expect(isCut()).toBe(true);
    await clock.advance(1);
    expect([isCut(), said().at(-1), drill.endsAt]).toEqual([false, 'ended by time', null]);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps the link waiting until it is over, or the agent stops', async () => {
    const { clock, drill } = setUp();
    const signal = new AbortController();
    const over: string[] = [];
    drill.begin({ minutes: 1 });
    await drill.over(signal.signal).then(() => over.push('not cut yet'));
    await clock.advance(1_000);
    const ended = drill.over(new AbortController().signal).then(() => over.push('ended'));
    const aborted = drill.over(signal.signal).then(() => over.push('aborted'));
    signal.abort();
    await aborted;
    expect(over).toEqual(['not cut yet', 'aborted']);
    await clock.advance(minute);
    await ended;
    expect(over).toEqual(['not cut yet', 'aborted', 'ended']);
  });

  it('is ended at the device, once', async () => {
    const { clock, drill, said, isCut } = setUp();
    expect(drill.end()).toBe(false);
    drill.begin({ minutes: 30 });
    await clock.advance(5_000);
    expect(drill.end()).toBe(true);
    expect([isCut(), said().at(-1)]).toEqual([false, 'ended by device']);
    expect(drill.end()).toBe(false);
    await clock.advance(60 * minute);
    expect(said()).toHaveLength(3);
  });

  it('lasts as long as the newer one says', async () => {
    const { clock, drill, said } = setUp();
    drill.begin({ minutes: 10 });
    drill.begin({ minutes: 1 });
    await clock.advance(minute);
    expect(said().at(-1)).toBe('ended by time');
  });
});

describe('a drill over a restart of the agent', () => {
  it('goes on and ends when it was to end', async () => {
    const before = setUp();
    before.drill.begin({ minutes: 3 });
    await before.clock.advance(minute);
    before.drill.stop();
    const { drill, isCut, said } = setUp(before.file, before.clock);
    drill.resume();
    expect(isCut()).toBe(true);
    await before.clock.advance(2 * minute - 1);
    expect(isCut()).toBe(true);
    await before.clock.advance(1);
    expect([isCut(), said()]).toEqual([false, ['ended by time']]);
  });

  it('is over at once when its time went by meanwhile', async () => {
    const before = setUp();
    before.drill.begin({ minutes: 1 });
    before.drill.stop();
    const later = new ManualClock(before.clock.now() + 5 * minute);
    const { drill, isCut } = setUp(before.file, later);
    drill.resume();
    await later.advance(0);
    expect(isCut()).toBe(false);
  });

  it('never lasts longer than from its beginning, though the clock is in 1970', async () => {
    const before = setUp();
    before.drill.begin({ minutes: 2 });
    before.drill.stop();
    const early = new ManualClock(5_000);
    const { drill, isCut } = setUp(before.file, early);
    drill.resume();
    await early.advance(2 * minute);
    expect(isCut()).toBe(false);
  });

  it.each(['', '{"minutes":2}', '{"minutes":9000,"endsAt":99999999999999}'])(
    'is none when its file says %s',
    (text) => {
      const { drill, file, isCut } = setUp();
      writeFileSync(file, text);
      drill.resume();
      expect([isCut(), existsSync(file)]).toEqual([false, false]);
    },
  );

  it('keeps only what it needs on the disk', () => {
    const { clock, drill, file } = setUp();
    drill.begin({ minutes: 2 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      minutes: 2,
      endsAt: clock.now() + 2 * minute,
    });
  });
});
