import { journeyStart } from '@nanoedge/words';
import { describe, expect, it } from 'vitest';
import { hopSpans, stepsOf } from './hops.ts';
import { journeyWith } from '@/browser/live/test-journey.ts';

const whole = {
  presence: 1000,
  scan: 1004,
  sighting: 1900,
  identity: 1909,
  guidance: 1915,
  arrival: 11_000,
  content: 11_030,
};

describe('spans', () => {
  it('each hop lasts from the one before it; the first has no length', () => {
    const { hops } = journeyWith({ hops: whole });
    expect(hopSpans(hops).map(({ name, ms }) => [name, ms])).toEqual([
      ['presence', null],
      ['scan', 4],
      ['sighting', 896],
      ['identity', 9],
      ['guidance', 6],
      ['arrival', 9085],
      ['content', 30],
    ]);
  });

  it('a hop that is missing is stepped over', () => {
    const { hops } = journeyWith({ hops: { presence: 1000, sighting: 1500 } });
    expect(hopSpans(hops).map(({ name, ms }) => [name, ms])).toEqual([
      ['presence', null],
      ['sighting', 500],
    ]);
  });

  it('a stamp before the one of the hop before never gives a negative length', () => {
    const { hops } = journeyWith({ hops: { presence: 1000, scan: 990 } });
    expect(hopSpans(hops).at(-1)?.ms).toBe(0);
  });
});

it('a journey starts with its first stamp, or with its update when it has none', () => {
  expect(journeyStart(journeyWith({ hops: whole, updatedAt: 20_000 }))).toBe(1000);
  expect(journeyStart(journeyWith({ hops: {}, updatedAt: 20_000 }))).toBe(20_000);
});

describe('step chips', () => {
  const states = (changes: Record<string, unknown>) =>
    stepsOf(journeyWith(changes)).map(({ state }) => state);

  it('fill up from the left, and the first open one is what is waited for', () => {
    expect(states({ hops: { presence: 1, scan: 2, sighting: 3 }, state: 'identifying' })).toEqual([
      'done',
      'done',
      'done',
      'next',
      'ahead',
      'ahead',
      'ahead',
    ]);
  });

  it('of somebody refused end at the decision, and nothing is waited for', () => {
    expect(
      states({
        hops: { presence: 1, scan: 2, sighting: 3, identity: 4 },
        state: 'refused',
        refusal: 'unknown',
      }),
    ).toEqual(['done', 'done', 'done', 'refused', 'off', 'off', 'off']);
  });

  it('are all done in the meeting', () => {
    expect(new Set(states({ hops: whole, state: 'in-meeting' }))).toEqual(new Set(['done']));
  });
});
