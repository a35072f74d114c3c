import { timeOfDay } from '@nanoedge/words';
import { describe, expect, it } from 'vitest';
import { MeetingSummary, parse } from '@nanoedge/protocol';
import { dayStrip, roomStatus, today } from './agenda.ts';

const at = (hour: number, minute = 0, day = 24): number =>
  new Date(2025, 10, day, hour, minute).getTime();
const meeting = (id: string, from: number, to: number): MeetingSummary =>
  parse(
    MeetingSummary,
    { id, title: id, room: 'aurora', startsAt: from, endsAt: to, content: null },
    'meeting',
  );

const review = meeting('review', at(10), at(11));
const retro = meeting('retro', at(14), at(15, 30));
const tomorrow = meeting('tomorrow', at(9, 0, 25), at(10, 0, 25));

describe('what the room is booked for', () => {
  it('is free all day when nothing is left today', () => {
    expect(roomStatus([tomorrow], at(9))).toEqual({ kind: 'free-all-day' });
    expect(roomStatus([review], at(11))).toEqual({ kind: 'free-all-day' });
  });

  it('is free until the next meeting starts', () => {
    expect(roomStatus([retro, review], at(9))).toMatchObject({
      kind: 'free',
      until: at(10),
      next: { id: 'review' },
    });
    expect(roomStatus([retro, review], at(12))).toMatchObject({
      kind: 'free',
      next: { id: 'retro' },
    });
  });

  it('is booked from the first to the last minute of a meeting', () => {
    expect(roomStatus([retro, review], at(10))).toMatchObject({
      kind: 'booked',
      meeting: { id: 'review' },
      next: { id: 'retro' },
    });
    expect(roomStatus([retro, review], at(10, 59))).toMatchObject({
      kind: 'booked',
      meeting: { id: 'review' },
    });
  });
});

describe('the strip of the day', () => {
  it('shows 8 to 18 with the meetings of today only', () => {
    const strip = dayStrip([review, tomorrow], at(13));
    expect(strip.hours.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(strip.now).toBeCloseTo(0.5);
    expect(strip.blocks).toEqual([
      { meeting: review, from: expect.closeTo(0.2), to: expect.closeTo(0.3) },
    ]);
  });

  it('grows for an early meeting and a late look', () => {
    const strip = dayStrip([meeting('early', at(6, 30), at(7))], at(20, 30));
    expect(strip.hours.at(0)?.hour).toBe(6);
    expect(strip.hours.at(-1)?.hour).toBe(21);
  });

  it('cuts a meeting that runs past midnight', () => {
    const night = meeting('night', at(22), at(3, 0, 25));
    expect(today([night], at(23))).toEqual([night]);
    expect(dayStrip([night], at(23)).blocks[0]?.to).toBe(1);
  });
});

it('writes times with two digits', () => {
  expect(timeOfDay(at(9, 5))).toBe('09:05');
});
