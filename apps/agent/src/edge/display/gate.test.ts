import { ContentItem, DisplaySpec, InvalidMessage, parse, ScreenState } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { isSameItem, readManifest, whyNotShown } from './gate.ts';

const minute = 60_000;
const digest = `sha256:${'a'.repeat(64)}`;
const item = { kind: 'pdf', name: 'a.pdf', digest, mediaType: 'application/pdf', bytes: 9 };
const bob = { id: 'bob', name: 'Bob', initials: 'B', colour: '#009e73' };

const spec = parse(
  DisplaySpec,
  {
    room: 'aurora',
    name: 'Aurora',
    greeting: 'name',
    meetings: [
      {
        id: 'review',
        title: 'Review',
        room: 'aurora',
        startsAt: 100 * minute,
        endsAt: 160 * minute,
        content: digest,
      },
    ],
    entitled: { review: ['bob', 'carl'] },
    admissionMinutes: 30,
  },
  'display',
);

const shown = (change: Record<string, unknown> = {}, meeting: Record<string, unknown> = {}) => {
  const state = parse(
    ScreenState,
    {
      kind: 'screen',
      mode: 'content',
      meeting: { id: 'review', title: 'Review', room: 'aurora', endsAt: 160 * minute, ...meeting },
      items: [item],
      welcome: [bob],
      ...change,
    },
    'screen',
  );
  if (state.mode !== 'content') throw new TypeError('no content');
  return state;
};

describe('the room screen', () => {
  it.each([70, 100, 159])('may show a meeting of its room from admission to its end: %i', (at) => {
    expect(whyNotShown(shown(), spec, at * minute)).toBeNull();
  });

  it.each([
    ['before anybody is admitted', shown(), 69, 'nobody is admitted'],
    ['after its end', shown(), 160, 'is over'],
    ['that does not exist', shown({}, { id: 'other' }), 110, 'no such meeting'],
    ['of another room', shown({}, { room: 'borealis' }), 110, 'in another room'],
    [
      'for somebody who is not invited',
      shown({ welcome: [{ ...bob, id: 'eve' }] }),
      110,
      'invites',
    ],
    ['for nobody', shown({ welcome: [] }), 110, 'invites'],
  ])('does not show a meeting %s', (...[, state, at, why]) => {
    expect(whyNotShown(state, spec, at * minute)).toContain(why);
  });

  it('shows nothing while it knows of no room', () => {
    expect(whyNotShown(shown(), null, 110 * minute)).toContain('no such meeting');
  });
});

describe('a piece of content', () => {
  const pdf = parse(ContentItem, item, 'item');
  const link = parse(ContentItem, { kind: 'link', name: 'x', url: 'https://example.org/' }, 'item');

  it('is the same as one that is drawn alike', () => {
    expect(isSameItem(pdf, { ...pdf })).toBe(true);
    expect(isSameItem(link, { ...link })).toBe(true);
  });

  it.each([
    ['bytes', { ...item, digest: `sha256:${'b'.repeat(64)}` }],
    ['a name', { ...item, name: 'b.pdf' }],
    ['a kind', { ...item, kind: 'image' }],
    ['a media type', { ...item, mediaType: 'text/html' }],
    ['an address', { kind: 'link', name: 'a.pdf', url: 'https://example.org/' }],
  ])('is another one by %s of its own', (_what, other) => {
    expect(isSameItem(pdf, parse(ContentItem, other, 'item'))).toBe(false);
    expect(isSameItem(parse(ContentItem, other, 'item'), pdf)).toBe(false);
  });

  it('is listed by what is a list only', () => {
    expect(readManifest(null)).toBeNull();
    const list = { meeting: 'review', items: [item] };
    expect(readManifest(Buffer.from(JSON.stringify(list)))).toEqual(list);
    expect(() => readManifest(Buffer.from('{}'))).toThrow(InvalidMessage);
  });
});
