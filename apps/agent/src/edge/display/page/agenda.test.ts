import { ownZone } from '@nanoedge/base';
import { describe, expect, it } from 'vitest';
import { parse } from '@nanoedge/protocol';
import { AgendaEntry } from '../model.ts';
import { dayStrip, roomStatus, today } from './agenda.ts';

const zone = ownZone();
const at = (hour: number, minute = 0, day = 24): number =>
  new Date(2025, 10, day, hour, minute).getTime();
const meeting = (key: string, from: number, to: number): AgendaEntry =>
  parse(AgendaEntry, { key, title: key, startsAt: from, endsAt: to }, 'meeting');

const review = meeting('review', at(10), at(11));
const retro = meeting('retro', at(14), at(15, 30));
const tomorrow = meeting('tomorrow', at(9, 0, 25), at(10, 0, 25));

describe('what the room is booked for', () => {
  it('is free all day when nothing is left today', () => {
    expect(roomStatus([tomorrow], at(9), zone)).toEqual({ kind: 'free-all-day' });
    expect(roomStatus([review], at(11), zone)).toEqual({ kind: 'free-all-day' });
  });

  it('is free until the next meeting starts', () => {
    expect(roomStatus([retro, review], at(9), zone)).toMatchObject({
      kind: 'free',
      until: at(10),
      next: { key: 'review' },
    });
    expect(roomStatus([retro, review], at(12), zone)).toMatchObject({
      kind: 'free',
      next: { key: 'retro' },
    });
  });

  it('is booked from the first to the last minute of a meeting', () => {
    expect(roomStatus([retro, review], at(10), zone)).toMatchObject({
      kind: 'booked',
      meeting: { key: 'review' },
      next: { key: 'retro' },
    });
    expect(roomStatus([retro, review], at(10, 59), zone)).toMatchObject({
      kind: 'booked',
      meeting: { key: 'review' },
    });
  });
});

describe('the strip of the day', () => {
  it('shows 8 to 18 with the meetings of today only', () => {
    const strip = dayStrip([review, tomorrow], at(13), zone);
    expect(strip.hours.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(strip.now).toBeCloseTo(0.5);
    expect(strip.blocks).toEqual([
      { meeting: review, from: expect.closeTo(0.2), to: expect.closeTo(0.3) },
    ]);
  });

  it('grows for an early meeting and a late look', () => {
    const strip = dayStrip([meeting('early', at(6, 30), at(7))], at(20, 30), zone);
    expect(strip.hours.at(0)?.hour).toBe(6);
    expect(strip.hours.at(-1)?.hour).toBe(21);
  });

  it('cuts a meeting that runs past midnight', () => {
    const night = meeting('night', at(22), at(3, 0, 25));
    expect(today([night], at(23), zone)).toEqual([night]);
    expect(dayStrip([night], at(23), zone).blocks[0]?.to).toBe(1);
  });
});

describe('a room in the zone of its site', () => {
  const berlin = 'Europe/Berlin';
  const lordHowe = 'Australia/Lord_Howe';
  const utc = (text: string): number => Date.parse(`${text}Z`);

  it.each([
    ['a day that the clock is put forward', '2026-03-29T08:00', berlin],
    ['a day that the clock is put back', '2026-10-25T09:00', berlin],
    ['spring in New York', '2026-03-08T14:00', 'America/New_York'],
    ['autumn in New York', '2026-11-01T15:00', 'America/New_York'],
    ['half an hour back on Lord Howe', '2026-04-04T23:30', lordHowe],
    ['half an hour forward on Lord Howe', '2026-10-03T23:00', lordHowe],
  ])('draws 10 to 11 at 10 on %s', (_day, start, zone) => {
    const ten = meeting('ten', utc(start), utc(start) + 3_600_000);
    const { blocks, hours } = dayStrip([ten], ten.startsAt, zone);
    expect(hours.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(blocks).toEqual([{ meeting: ten, from: expect.closeTo(0.2), to: expect.closeTo(0.3) }]);
  });

  it('knows at one in the night that a meeting from 22:00 to 02:00 is on', () => {
    const night = meeting('night', utc('2026-11-26T21:00'), utc('2026-11-27T01:00'));
    const one = utc('2026-11-27T00:00');
    expect(roomStatus([night], one, berlin)).toEqual({
      kind: 'booked',
      meeting: night,
      next: null,
    });
    const { hours, blocks, now } = dayStrip([night], one, berlin);
    const share = 2 / 18;
    expect(hours[0]?.hour).toBe(0);
    expect(blocks).toMatchObject([{ from: 0, to: expect.closeTo(share) }]);
    expect(now).toBeCloseTo(share / 2);
    expect(roomStatus([night], utc('2026-11-27T01:00'), berlin)).toEqual({ kind: 'free-all-day' });
  });

  it('begins its day where the site does, not where the browser is', () => {
    const late = meeting('late', utc('2026-11-26T14:30'), utc('2026-11-26T15:30'));
    expect(today([late], utc('2026-11-26T03:00'), 'Asia/Tokyo')).toEqual([late]);
    expect(today([late], utc('2026-11-26T16:00'), 'Asia/Tokyo')).toEqual([late]);
    expect(today([late], utc('2026-11-26T16:00'), 'UTC')).toEqual([late]);
    expect(today([late], utc('2026-11-26T14:00'), 'Pacific/Auckland')).toEqual([late]);
    expect(today([late], utc('2026-11-26T10:00'), 'Pacific/Auckland')).toEqual([]);
  });
});
