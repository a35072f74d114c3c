import { ManualClock } from '@nanoedge/base/testing';
import { DisplaySpec, parse, ScreenState } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { Display } from './display.ts';
import { DisplayState } from './model.ts';

const noon = Date.UTC(2027, 2, 1, 12);
const hour = 3_600_000;
const list = `sha256:${'e'.repeat(64)}`;
const bytes = `sha256:${'f'.repeat(64)}`;

const meeting = (id: string, title: string, startsAt: number) => ({
  id,
  title,
  room: 'aurora-room',
  startsAt,
  endsAt: startsAt + hour,
  content: list,
});

const spec = (changes: object = {}): DisplaySpec =>
  parse(
    DisplaySpec,
    {
      room: 'aurora-room',
      name: 'Aurora',
      greeting: 'initials',
      timeZone: 'Europe/Berlin',
      meetings: [
        meeting('meeting-1', 'Review', noon),
        meeting('meeting-2', 'Last night', noon - 14 * hour),
        meeting('meeting-3', 'Late', noon + 10 * hour),
        meeting('meeting-4', 'Past midnight', noon + 11 * hour),
      ],
      entitled: { 'meeting-1': ['person-bob', 'person-eve'] },
      ...changes,
    },
    'display',
  );

const content = parse(
  ScreenState,
  {
    kind: 'screen',
    mode: 'content',
    meeting: { id: 'meeting-1', title: 'Another title', room: 'aurora-room', endsAt: noon + hour },
    items: [
      { kind: 'link', name: 'Minutes', url: 'https://example.org/' },
      { kind: 'pdf', name: 'a.pdf', digest: bytes, mediaType: 'application/pdf', bytes: 4711 },
    ],
    welcome: [{ id: 'person-bob', name: 'Bob Builder', initials: 'BB', colour: '#e69f00' }],
  },
  'screen',
);

const setUp = (display = spec()) => {
  const clock = new ManualClock(noon);
  const shown = new Display(clock);
  shown.assign(display);
  const titles = () => shown.state().room?.meetings.map(({ title }) => title);
  return { clock, shown, titles };
};

it('says of the plan what is drawn: the meetings of today, in the zone of the room', () => {
  expect(setUp().titles()).toEqual(['Review', 'Late']);
});

it('goes on to the next day with the clock', async () => {
  const { clock, titles } = setUp();
  await clock.advance(11 * hour);
  expect(titles()).toEqual(['Past midnight']);
});

it.each([undefined, 'Europe/Nowhere'])(
  'leaves it to the page which are of today when the zone is %s',
  (timeZone) => {
    expect(setUp(spec({ timeZone })).titles()).toHaveLength(4);
  },
);

it('says of content what is drawn, under the planned title, and of people how they are greeted', () => {
  const { shown } = setUp();
  shown.show(content);
  expect(shown.state().screen).toEqual({
    mode: 'content',
    key: expect.any(String),
    title: 'Review',
    items: [
      { kind: 'link', name: 'Minutes', url: 'https://example.org/' },
      { kind: 'pdf', name: 'a.pdf', digest: bytes },
    ],
    welcome: [{ key: expect.any(String), text: 'BB', colour: '#e69f00' }],
  });
});

it('says no ids, no lists of content, nobody who is invited, and no name where initials greet', () => {
  const { shown } = setUp();
  shown.show(content);
  const said = JSON.stringify(shown.state());
  for (const kept of ['meeting-', 'aurora-room', 'person-', list, 'Builder', '4711'])
    expect(said).not.toContain(kept);
  expect(DisplayState.parse({ ...shown.state(), build: '' })).toMatchObject({ build: '' });
});

it.each([
  ['who is invited', { entitled: {} }],
  ['the room by its id', { room: { name: 'Aurora', meetings: [], room: 'aurora-room' } }],
  [
    'the meeting by its id',
    { screen: { mode: 'content', key: 'k', title: '', items: [], welcome: [], meeting: 'm' } },
  ],
])('is not understood with more in it than is drawn: %s', (_what, more) => {
  const state = { now: 1, room: null, screen: { mode: 'idle' }, build: '' };
  expect(DisplayState.safeParse(state).success).toBe(true);
  expect(DisplayState.safeParse({ ...state, ...more }).success).toBe(false);
});
