import { describe, expect, it } from 'vitest';
import { isLate, lateAfterMs, lateTimes } from './lateness.ts';

const berlin = { zone: 'Europe/Berlin', hour12: false };
const at = Date.parse('2026-11-26T03:12:00+01:00');
const receivedAt = Date.parse('2026-11-26T07:40:00+01:00');

describe('an event that came late', () => {
  it('says when it happened and when it arrived, by the time of the site', () => {
    expect(lateTimes({ at, receivedAt }, receivedAt, berlin)).toBe('03:12, arrived 07:40');
  });

  it('says the days when one of them is not today', () => {
    const night = Date.parse('2026-11-25T23:50:00+01:00');
    expect(lateTimes({ at: night, receivedAt }, receivedAt, berlin)).toBe(
      '23:50 on 25 Nov, arrived 07:40',
    );
  });

  it('is one that took a minute or more; a clock that is a little ahead makes none', () => {
    expect(isLate({ at, receivedAt: at + lateAfterMs })).toBe(true);
    expect(isLate({ at, receivedAt: at + lateAfterMs - 1 })).toBe(false);
    expect(isLate({ at, receivedAt: at - 5_000 })).toBe(false);
  });
});
