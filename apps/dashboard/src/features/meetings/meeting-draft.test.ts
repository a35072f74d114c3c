import { expect, it } from 'vitest';
import { fieldOf, MeetingDraftRules, newDraft, spanOf } from './meeting-draft.ts';
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
const messages = (changes: Record<string, unknown>) =>
  MeetingDraftRules.safeParse({ ...good, ...changes }).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  ) ?? [];

it('a whole meeting passes', () => expect(messages({})).toEqual([]));
it('an end before the start is said at the end', () =>
  expect(messages({ end: '13:30' })).toEqual(['end: The end must be after the start']));
it('nobody invited is said at the participants', () =>
  expect(messages({ participants: [] })).toEqual(['participants: Invite at least one person']));
it('a new draft takes the next quarter for an hour', () => {
  const draft = newDraft(
    { start: null, end: null, room: '' },
    new Date('2026-11-03T14:07:00').getTime(),
  );
  expect([draft.date, draft.start, draft.end]).toEqual(['2026-11-03', '14:15', '15:15']);
  expect(spanOf(draft)).not.toBeNull();
});
it('a new draft late in the evening still ends on its day', () => {
  const draft = newDraft(
    { start: null, end: null, room: '' },
    new Date('2026-11-03T23:20:00').getTime(),
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
