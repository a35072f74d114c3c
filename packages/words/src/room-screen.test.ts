import { describe, expect, it } from 'vitest';
import { timeOfDay } from './moments.ts';
import { roomScreenWords } from './room-screen.ts';

const startsAt = Date.UTC(2027, 2, 1, 12);
const clock = { zone: 'Europe/Berlin' };
const slot = { title: 'Road map', startsAt, endsAt: startsAt + 3_600_000 };

describe('the room screen', () => {
  it('counts a lost connection in seconds, then in minutes', () => {
    expect(roomScreenWords.lost(61_900)).toContain('for 61 seconds.');
    expect(roomScreenWords.lost(119_999)).toContain('for 119 seconds.');
    expect(roomScreenWords.lost(120_000)).toContain('for 2 minutes.');
  });

  it('names what is next beside what is now', () => {
    const after = { title: 'Retro', startsAt: slot.endsAt, endsAt: slot.endsAt + 1 };
    expect(roomScreenWords.now(slot, after, clock)).toEqual({
      before: 'Now: ',
      strong: 'Road map',
      after: `, then Retro at ${timeOfDay(slot.endsAt, clock)}`,
    });
    expect(roomScreenWords.now(slot, null, clock).after).toBe('');
  });
});
