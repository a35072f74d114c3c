import { minuteMs } from '@nanoedge/base';
import { describe, expect, it } from 'vitest';
import { contentInput, type DraftContent } from './content-draft.ts';
import { draftFrom, isJoined, meetingMeanwhile, savedDraft, saveOf } from './meanwhile.ts';
import type { MeetingDraft } from './meeting-draft.ts';

type Meeting = Parameters<typeof draftFrom>[0];

const zone = 'Europe/Berlin';
const ten = Date.parse('2026-11-26T09:00Z');
const at = (minutes: number): number => ten + minutes * minuteMs;
const somebody = (id: string) => ({ id, name: id, initials: 'X', colour: '#e69f00' });
const link = (name: string) => ({
  id: name,
  href: `https://example.org/${name}`,
  item: { kind: 'link' as const, name, url: `https://example.org/${name}` },
});

const base = {
  id: 'm1',
  title: 'Budget',
  room: { id: 'aurora', name: 'Aurora' },
  startsAt: ten,
  endsAt: at(60),
  participants: [somebody('ann'), somebody('bob')],
  content: [link('agenda'), link('slides'), link('notes')],
  version: 1,
} as unknown as Meeting;

const changed = (change: Record<string, unknown>) =>
  ({ ...base, ...change, version: 2 }) as Meeting;

/** What the form shows when it was typed into as `typed` says and others saved `theirs` before. */
const meet = (typed: Partial<MeetingDraft>, theirs: Meeting) => {
  const mine = { ...draftFrom(base, zone), ...typed };
  const save = savedDraft(mine, base, zone);
  if (save === null) throw new TypeError('the form has no time');
  return meetingMeanwhile({ base, mine, theirs }, save, {
    by: 'Ann',
    clock: { zone },
    rooms: new Map([
      ['boreas', 'Boreas'],
      ['cirrus', 'Cirrus'],
    ]),
  });
};
const names = (content: readonly DraftContent[]) => content.map(({ name }) => name);

describe('a form that was open while somebody else saved', () => {
  it('takes in what they changed and keeps what was typed', () => {
    const theirs = changed({
      title: 'Budget 2027',
      participants: [...base.participants, somebody('carl')],
    });
    const { fields, also, draft } = meet({ end: '11:30' }, theirs);
    expect(fields).toEqual([]);
    expect(also).toEqual(['Title', 'Participants']);
    expect(draft).toMatchObject({ title: 'Budget 2027', start: '10:00', end: '11:30' });
    expect(draft.participants.map(({ id }) => id)).toEqual(['ann', 'bob', 'carl']);
  });

  it('offers both times where both moved the end, with the start that one of them moved', () => {
    const meanwhile = meet({ end: '11:30' }, changed({ startsAt: at(-30), endsAt: at(45) }));
    expect(meanwhile.fields).toMatchObject([{ id: 'when', label: 'When' }]);
    expect(meanwhile.fields[0]?.mine).toContain('09:30–11:30');
    expect(meanwhile.fields[0]?.theirs).toContain('09:30–10:45');
    expect(meanwhile.draft).toMatchObject({ start: '09:30', end: '11:30' });
    expect(meanwhile.take('when', 'theirs')).toMatchObject({ start: '09:30', end: '10:45' });
    expect(meanwhile.also).toEqual([]);
  });

  it('offers both times as a whole where a start and an end do not go together', () => {
    const meanwhile = meet({ end: '10:30' }, changed({ startsAt: at(45) }));
    expect(meanwhile.fields[0]?.mine).toContain('10:00–10:30');
    expect(meanwhile.fields[0]?.theirs).toContain('10:45–11:00');
    expect(meanwhile.draft).toMatchObject({ start: '10:00', end: '10:30' });
    expect(meanwhile.take('when', 'theirs')).toMatchObject({ start: '10:45', end: '11:00' });
  });

  it('offers both rooms by name', () => {
    const meanwhile = meet({ room: 'boreas' }, changed({ room: { id: 'cirrus', name: 'Cirrus' } }));
    expect(meanwhile.fields).toMatchObject([{ id: 'room', mine: 'Boreas', theirs: 'Cirrus' }]);
    expect(meanwhile.take('room', 'theirs')).toEqual({ room: 'cirrus' });
    expect(meanwhile.take('room', 'mine')).toEqual({ room: 'boreas' });
  });

  it('keeps files on their way, and offers both orders of the content', () => {
    const [agenda, slides, notes] = draftFrom(base, zone).content;
    if (agenda === undefined || slides === undefined || notes === undefined)
      throw new TypeError('the meeting has three pieces');
    const sending = { key: 'k', state: 'uploading', name: 'a.pdf', bytes: 1, share: 0 } as const;
    const theirs = changed({
      content: [link('slides'), link('agenda'), link('notes'), link('map')],
    });
    const meanwhile = meet({ content: [notes, agenda, slides, sending] }, theirs);
    expect(meanwhile.fields).toMatchObject([
      {
        id: 'content',
        mine: 'notes, map, agenda, slides',
        theirs: 'slides, agenda, notes, map',
      },
    ]);
    expect(names(meanwhile.draft.content)).toEqual(['notes', 'map', 'agenda', 'slides', 'a.pdf']);
    const { content = [] } = meanwhile.take('content', 'theirs');
    expect(names(content)).toEqual(['slides', 'agenda', 'notes', 'map', 'a.pdf']);
    expect(contentInput(content)).toHaveLength(4);
  });
});

it('a save has taken something in where it was stored with more than was typed', () => {
  const from = saveOf(base);
  const mine = { ...from, title: 'Mine' };
  expect(isJoined({ base: from, mine, theirs: mine })).toBe(false);
  expect(isJoined({ base: from, mine, theirs: { ...mine, endsAt: at(90) } })).toBe(true);
});
