import { describe, expect, it } from 'vitest';
import { shiftTimes } from './shift-times.ts';

describe('the times of a state', () => {
  it('go with the clock, wherever they are, and nothing else does', () => {
    const state = {
      opened: 3,
      rssi: -60,
      entries: new Map([
        ['j1', { heardAt: 1_000, askAgainAt: null, hops: { presence: 900, scan: 950 }, zone: 'a' }],
      ]),
      watch: { presence: { at: 800, until: 5_000, over: false }, quietSince: 700 },
      asked: new Set(['k1']),
      list: [{ renewAt: 4_000 }],
    };
    expect(shiftTimes(state, 100)).toEqual({
      opened: 3,
      rssi: -60,
      entries: new Map([
        [
          'j1',
          { heardAt: 1_100, askAgainAt: null, hops: { presence: 1_000, scan: 1_050 }, zone: 'a' },
        ],
      ]),
      watch: { presence: { at: 900, until: 5_100, over: false }, quietSince: 800 },
      asked: new Set(['k1']),
      list: [{ renewAt: 4_100 }],
    });
  });

  it('leave a meeting when people said that it is, and never at never', () => {
    const state = { meeting: { startsAt: 10, endsAt: 20 }, reportedAt: 0 };
    expect(shiftTimes(state, 5)).toEqual(state);
  });
});
