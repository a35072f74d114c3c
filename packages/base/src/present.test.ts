import { Journey, parse } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from './durations.ts';
import { believedUntil, whoIsHere } from './present.ts';

const ten = Date.UTC(2026, 10, 26, 10);
const roadmap = {
  id: 'm1',
  title: 'Roadmap',
  room: 'aurora',
  startsAt: ten,
  endsAt: ten + hourMs,
  content: null,
};
const person = (id: string) => ({ id, name: id, initials: 'X', colour: '#e69f00' });
const journeyOf = (changes: Record<string, unknown>): Journey =>
  parse(
    Journey,
    {
      id: 'j1',
      state: 'in-meeting',
      entered: 'entrance',
      zone: 'aurora',
      key: 'k1',
      person: person('bob'),
      meeting: roadmap,
      refusal: null,
      hops: { presence: ten },
      heardAt: null,
      updatedAt: ten,
      ...changes,
    },
    'a journey for a test',
  );

describe('how long a journey that says nothing more is believed', () => {
  it.each<[string, Record<string, unknown>, number]>([
    ['somebody who waits', { state: 'waiting', person: null, meeting: null }, 5 * minuteMs],
    ['somebody being identified', { state: 'identifying', meeting: null }, 5 * minuteMs],
    ['somebody on the way', { state: 'guiding' }, 20 * minuteMs],
    [
      'somebody on the way to a meeting that is almost over',
      { state: 'guiding', meeting: { ...roadmap, endsAt: ten + minuteMs } },
      3 * minuteMs,
    ],
    ['somebody in the room', { state: 'arrived' }, hourMs + 2 * minuteMs],
    ['somebody in the meeting', { state: 'in-meeting' }, hourMs + 2 * minuteMs],
    ['somebody in a room without a meeting', { meeting: null }, hourMs + 2 * minuteMs],
    ['somebody who left', { state: 'left' }, 0],
    ['somebody who was refused', { state: 'refused' }, 0],
    ['somebody without a key', { state: 'unrecognised' }, 0],
    ['somebody who never arrived', { state: 'lost' }, 0],
  ])('%s', (_who, changes, after) => {
    const journey = journeyOf(changes);
    expect(believedUntil(journey) - ten).toBe(after);
    expect(whoIsHere([journey], ten + after)).toEqual([]);
    expect(whoIsHere([journey], ten + after - 1)).toHaveLength(after > 0 ? 1 : 0);
  });
});

describe('who is here', () => {
  const ids = (journeys: Journey[], now = ten + minuteMs): string[] =>
    whoIsHere(journeys, now).map(({ id }) => String(id));

  it('draws a person once, at the newest place, in whatever order the journeys come', () => {
    const forgotten = journeyOf({ id: 'j1' });
    const again = journeyOf({ id: 'j2', state: 'guiding', zone: 'entrance', updatedAt: ten + 5 });
    expect(ids([forgotten, again])).toEqual(['j2']);
    expect(ids([again, forgotten])).toEqual(['j2']);
  });

  it('draws nobody twice who was let in and refused at the same moment', () => {
    const [a, b] = [journeyOf({ id: 'j1' }), journeyOf({ id: 'j2', state: 'identifying' })];
    expect(ids([a, b])).toEqual(['j2']);
    expect(ids([b, a])).toEqual(['j2']);
  });

  it('does not keep somebody for an older journey when the newest has ended', () =>
    expect(
      ids([journeyOf({}), journeyOf({ id: 'j2', state: 'left', updatedAt: ten + 5 })]),
    ).toEqual([]));

  it('keeps strangers apart', () => {
    const stranger = { state: 'waiting', person: null, meeting: null };
    expect(
      ids([journeyOf({ id: 'j1', ...stranger }), journeyOf({ id: 'j2', ...stranger })]),
    ).toEqual(['j1', 'j2']);
  });

  it('knows of nobody an hour after a meeting whose end nobody reported', () => {
    const three = ['ann', 'bob', 'carl'].map((who, index) =>
      journeyOf({ id: `j${String(index)}`, person: person(who) }),
    );
    expect(ids(three, ten + hourMs - 1)).toHaveLength(3);
    expect(ids(three, ten + 2 * hourMs)).toEqual([]);
    expect(ids(three, ten + dayMs)).toEqual([]);
  });
});
