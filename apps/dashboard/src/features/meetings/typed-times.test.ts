import { describe, expect, it } from 'vitest';
import { isSameTime, readTimes, type TypedTimes, typedTimes } from './typed-times.ts';

const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const lordHowe = 'Australia/Lord_Howe';
const utc = (text: string): number => Date.parse(`${text}Z`);
const typed = (date: string, start: string, end: string): TypedTimes => ({ date, start, end });
const span = (startsAt: string, endsAt: string) => ({
  startsAt: utc(startsAt),
  endsAt: utc(endsAt),
});

it('times are those of the site, whatever the browser’s zone', () => {
  const ten = typed('2026-11-26', '10:00', '11:00');
  expect(readTimes(ten, berlin).span).toEqual(span('2026-11-26T09:00', '2026-11-26T10:00'));
  expect(readTimes(ten, newYork).span).toEqual(span('2026-11-26T15:00', '2026-11-26T16:00'));
});

it.each([
  ['', '10:00', '11:00'],
  ['2026-11-26', '', '11:00'],
  ['2026-11-26', '10:00', ''],
  ['2026-02-30', '10:00', '11:00'],
])('%s %s to %s is no time yet, and not wrong either', (date, start, end) =>
  expect(readTimes(typed(date, start, end), berlin)).toMatchObject({ span: null, problem: null }),
);

describe('a time in the gap', () => {
  it.each([
    ['start', typed('2026-03-29', '02:30', '04:00'), berlin],
    ['end', typed('2026-03-29', '01:30', '02:30'), berlin],
    ['end', typed('2026-03-28', '22:00', '02:30'), berlin],
    ['start', typed('2026-03-08', '02:00', '03:30'), newYork],
    ['start', typed('2026-10-04', '02:29', '03:30'), lordHowe],
  ] as const)('is no %s: %o', (field, times, zone) => {
    const { span: read, problem } = readTimes(times, zone);
    expect([read, problem]).toEqual([null, { field, why: 'skipped' }]);
  });

  it('ends where the clock goes on', () =>
    expect(readTimes(typed('2026-10-04', '02:30', '03:30'), lordHowe).span).toEqual(
      span('2026-10-03T15:30', '2026-10-03T16:30'),
    ));
});

describe('a time that comes twice', () => {
  const night = typed('2026-10-25', '02:30', '04:00');

  it('asks which start is meant, and takes the one that is chosen', () => {
    expect(readTimes(night, berlin)).toMatchObject({
      starts: [utc('2026-10-25T00:30'), utc('2026-10-25T01:30')],
      span: null,
      problem: { field: 'startTurn', why: 'twice' },
    });
    expect(readTimes({ ...night, startTurn: 'first' }, berlin).span).toEqual(
      span('2026-10-25T00:30', '2026-10-25T03:00'),
    );
    expect(readTimes({ ...night, startTurn: 'second' }, berlin).span).toEqual(
      span('2026-10-25T01:30', '2026-10-25T03:00'),
    );
  });

  it('asks which end is meant, also of a meeting that began the day before', () => {
    const late = typed('2026-10-24', '22:00', '02:30');
    expect(readTimes(late, berlin).problem).toEqual({ field: 'endTurn', why: 'twice' });
    expect(readTimes({ ...late, endTurn: 'second' }, berlin).span).toEqual(
      span('2026-10-24T20:00', '2026-10-25T01:30'),
    );
    const inNewYork = typed('2026-11-01', '00:30', '01:30');
    expect(readTimes({ ...inNewYork, endTurn: 'first' }, newYork).span).toEqual(
      span('2026-11-01T04:30', '2026-11-01T05:30'),
    );
  });

  it('asks nothing when only one of the two is after the start', () => {
    const times = typed('2026-10-25', '02:30', '02:45');
    expect(readTimes({ ...times, startTurn: 'second' }, berlin).span).toEqual(
      span('2026-10-25T01:30', '2026-10-25T01:45'),
    );
    const back = typed('2026-10-25', '02:45', '02:15');
    expect(readTimes({ ...back, startTurn: 'first' }, berlin)).toMatchObject({
      endDate: '2026-10-25',
      span: span('2026-10-25T00:45', '2026-10-25T01:15'),
    });
  });

  it('is asked of the half hour that Lord Howe repeats', () => {
    expect(readTimes(typed('2026-04-05', '01:45', '03:00'), lordHowe).starts).toEqual([
      utc('2026-04-04T14:45'),
      utc('2026-04-04T15:15'),
    ]);
    expect(readTimes(typed('2026-04-05', '01:15', '03:00'), lordHowe).starts).toHaveLength(1);
  });
});

describe('a meeting over midnight', () => {
  it('ends on the next day', () =>
    expect(readTimes(typed('2026-11-26', '22:00', '02:00'), berlin)).toMatchObject({
      endDate: '2026-11-27',
      span: span('2026-11-26T21:00', '2026-11-27T01:00'),
    }));

  it('lasts five hours where the clock is put back in it', () =>
    expect(readTimes(typed('2026-10-31', '22:00', '02:00'), newYork).span).toEqual(
      span('2026-11-01T02:00', '2026-11-01T07:00'),
    ));

  it('is taken for a slip when it would last the next day too, unless it is meant so', () => {
    const long = typed('2026-11-26', '10:00', '09:00');
    expect(readTimes(long, berlin).problem).toEqual({ field: 'end', why: 'end-first' });
    expect(readTimes({ ...long, overnight: true }, berlin).span).toEqual(
      span('2026-11-26T09:00', '2026-11-27T08:00'),
    );
  });
});

describe('what the form is filled with', () => {
  it.each([
    ['an hour in the morning', span('2026-11-26T09:00', '2026-11-26T10:00'), berlin],
    ['over midnight', span('2026-11-26T21:00', '2026-11-27T01:00'), berlin],
    ['a whole day', span('2026-11-26T09:00', '2026-11-27T09:00'), berlin],
    ['the first of two', span('2026-10-25T00:30', '2026-10-25T03:00'), berlin],
    ['the second of two', span('2026-10-25T01:30', '2026-10-25T03:00'), berlin],
    ['from the first to the second', span('2026-10-25T00:30', '2026-10-25T01:30'), berlin],
    ['the first hour of two in New York', span('2026-11-01T05:15', '2026-11-01T06:15'), newYork],
    ['the second half hour of two', span('2026-04-04T15:15', '2026-04-04T16:00'), lordHowe],
    ['over the gap', span('2026-03-29T00:30', '2026-03-29T01:30'), berlin],
  ])('is read again as it was: %s', (_what, meeting, zone) =>
    expect(readTimes(typedTimes(meeting, zone), zone)).toMatchObject({
      span: meeting,
      problem: null,
    }),
  );

  it('is the same time until somebody changes it', () => {
    const draft = typedTimes(span('2026-10-25T00:30', '2026-10-25T03:00'), berlin);
    expect(draft.startTurn).toBe('first');
    expect(isSameTime(draft, { ...draft, endTurn: undefined, overnight: undefined })).toBe(true);
    expect(isSameTime(draft, { ...draft, startTurn: 'second' })).toBe(false);
    expect(isSameTime(draft, { ...draft, end: '03:00' })).toBe(false);
  });
});
