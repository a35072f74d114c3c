import { SessionCommand, parse } from '@nanoedge/protocol';
import type { EpochMs } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { rosterAt } from '../../test/support/roster.ts';
import { nextLapse } from '../kit/lease.ts';
import { lapsedSessions, renew, sessionOnScreen, welcomeOf } from './room.ts';
import type { RoomSessions } from './room.ts';

const now = 100_000_000 as EpochMs;
const { people, meetings } = rosterAt(now);
const command = (id: string, minutes: [number, number], present: number[] = [0]): SessionCommand =>
  parse(
    SessionCommand,
    {
      meeting: {
        ...meetings[0],
        id,
        startsAt: now + minutes[0] * 60_000,
        endsAt: now + minutes[1] * 60_000,
      },
      present: present.map((index) => ({
        journey: `j${index}`,
        key: `k${index}`,
        person: people[index],
      })),
      leaseSeconds: 9,
    },
    'command',
  );
const empty: RoomSessions = new Map();

describe('sessions of a room', () => {
  it('give the screen to the only meeting', () => {
    expect(sessionOnScreen(renew(empty, command('early', [5, 30]), now), now)?.meeting.id).toBe(
      'early',
    );
    expect(sessionOnScreen(empty, now)).toBeNull();
  });

  it('give the screen to the meeting whose time it is though another came first', () => {
    const two = renew(
      renew(empty, command('next', [5, 30]), now),
      command('current', [-10, 5]),
      (now + 1) as EpochMs,
    );
    expect(sessionOnScreen(two, now)?.meeting.id).toBe('current');
  });

  it('give the screen to the one that came first when both or neither have their time', () => {
    const two = renew(
      renew(empty, command('first', [-5, 30]), now),
      command('second', [-10, 5]),
      (now + 1) as EpochMs,
    );
    expect(sessionOnScreen(two, now)?.meeting.id).toBe('first');
  });

  it('keep their beginning when they are renewed and end with their lease', () => {
    const renewed = renew(
      renew(empty, command('a', [0, 30]), now),
      command('a', [0, 30]),
      (now + 3000) as EpochMs,
    );
    expect([...renewed.values()][0]).toMatchObject({ since: now, until: now + 12_000 });
    expect(nextLapse(renewed)).toBe(now + 12_000);
    expect(lapsedSessions(renewed, (now + 11_999) as EpochMs)).toEqual([]);
    expect(lapsedSessions(renewed, (now + 12_000) as EpochMs)).toEqual(['a']);
  });

  it('welcome a person with two keys once', () => {
    const [session] = renew(empty, command('a', [0, 30], [0, 0, 1]), now).values();
    expect(session === undefined ? [] : welcomeOf(session).map(({ id }) => id)).toEqual([
      'bob',
      'carl',
    ]);
  });
});
