import { expect, it } from 'vitest';
import { ownZone } from '@nanoedge/base';
import { fieldOf, meetingDraftRules, newDraft } from './meeting-draft.ts';
import { readTimes } from './typed-times.ts';
import { journeyWith } from '@/browser/live/test-journey.ts';

const { person } = journeyWith({});
const good = {
  title: 'Roadmap',
  date: '2026-11-03',
  start: '14:00',
  end: '15:00',
  room: 'aurora',
  participants: [person],
  content: [],
};
const zone = ownZone();
const messages = (changes: Record<string, unknown>, siteZone = zone) =>
  meetingDraftRules({ zone: siteZone })
    .safeParse({ ...good, ...changes })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

it('a whole meeting passes', () => expect(messages({})).toEqual([]));
it('an end before the start is said at the end', () =>
  expect(messages({ end: '13:30' })).toEqual(['end: The end must be after the start']));
it('nobody invited is said at the participants', () =>
  expect(messages({ participants: [] })).toEqual(['participants: Invite at least one person']));
it('a new draft takes the next quarter for an hour', () => {
  const draft = newDraft(
    { start: null, end: null, room: '' },
    new Date('2026-11-03T14:07:00').getTime(),
    zone,
  );
  expect([draft.date, draft.start, draft.end]).toEqual(['2026-11-03', '14:15', '15:15']);
  expect(readTimes(draft, zone).span).not.toBeNull();
});
it('a new draft late in the evening still ends on its day', () => {
  const draft = newDraft(
    { start: null, end: null, room: '' },
    new Date('2026-11-03T23:20:00').getTime(),
    zone,
  );
  expect([draft.date, draft.start, draft.end]).toEqual(['2026-11-03', '23:30', '23:59']);
});
it('what the server refuses finds its field', () => {
  expect([fieldOf('endsAt'), fieldOf('content.0.url'), fieldOf('site'), fieldOf(null)]).toEqual([
    'end',
    'content',
    null,
    null,
  ]);
});

it('a time that the clock skips is refused at its field, with the reason', () => {
  const night = { date: '2026-03-29', start: '02:30', end: '04:00' };
  expect(messages(night, 'Europe/Berlin')).toEqual([
    'start: 02:30 does not exist on Sun 29 Mar: the clock is put forward over it',
  ]);
  expect(
    messages({ date: '2026-03-08', start: '01:00', end: '02:15' }, 'America/New_York'),
  ).toEqual(['end: 02:15 does not exist on Sun 8 Mar: the clock is put forward over it']);
  expect(
    messages({ date: '2026-10-04', start: '02:15', end: '03:00' }, 'Australia/Lord_Howe'),
  ).toEqual(['start: 02:15 does not exist on Sun 4 Oct: the clock is put forward over it']);
  expect(messages(night, 'UTC')).toEqual([]);
});

it('a time that the clock shows twice asks which one is meant', () => {
  const night = { date: '2026-10-25', start: '02:30', end: '04:00' };
  const asked =
    'startTurn: 02:30 comes twice on Sun 25 Oct, because the clock is put back: choose which one';
  expect(messages(night, 'Europe/Berlin')).toEqual([asked]);
  expect(messages({ ...night, startTurn: '' }, 'Europe/Berlin')).toEqual([asked]);
  expect(messages({ ...night, startTurn: 'second' }, 'Europe/Berlin')).toEqual([]);
});

it('a meeting over midnight is no slip', () => {
  expect(messages({ start: '22:00', end: '02:00' })).toEqual([]);
  expect(messages({ start: '14:00', end: '13:30', overnight: true })).toEqual([]);
});

it('the end that was dragged to is kept, also when it is midnight', () => {
  const at = (text: string): number => Date.parse(`${text}+01:00`);
  const given = { start: at('2026-11-26T22:00'), end: at('2026-11-27T00:00'), room: '' };
  const draft = newDraft(given, 0, 'Europe/Berlin');
  expect([draft.date, draft.start, draft.end]).toEqual(['2026-11-26', '22:00', '00:00']);
  expect(readTimes(draft, 'Europe/Berlin').span).toEqual({
    startsAt: given.start,
    endsAt: given.end,
  });
});
