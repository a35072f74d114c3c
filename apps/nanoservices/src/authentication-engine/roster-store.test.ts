import { DatabaseSync } from 'node:sqlite';
import type { EpochMs, IdentityKey, PersonId, Roster } from '@nanoedge/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { rosterAt } from '../../test/support/roster.ts';
import { StaleState } from '@nanoedge/coap';
import { openRosterDatabase } from './database.ts';
import { DecisionLog, keptDecisions } from './decision-log.ts';
import { RosterStore } from './roster-store.ts';

const now = 10_000_000;
const roster = rosterAt(now);
const [meeting] = roster.meetings;
const key = (text: string) => text as IdentityKey;
const bob = 'bob' as PersonId;
const minutes = (count: number) => count * 60_000;

describe('the roster', () => {
  let database: DatabaseSync;
  let store: RosterStore;
  beforeEach(() => {
    database = openRosterDatabase(':memory:');
    store = new RosterStore(database);
  });

  it('is empty at first', () => {
    expect(store.status()).toEqual({ revision: 0, people: 0, meetings: 0 });
    expect(store.personOf(key('key-bob'))).toBeNull();
  });

  it('replaces what was there before', () => {
    store.replace(roster);
    store.replace({ revision: 2, people: roster.people.slice(0, 1), meetings: [] } as Roster);
    expect(store.status()).toEqual({ revision: 2, people: 1, meetings: 0 });
    expect(store.personOf(key('key-carl'))).toBeNull();
    expect(store.meetingFor(bob, now as EpochMs, 0)).toBeNull();
  });

  it('may be the same again, but not older', () => {
    store.replace({ ...roster, revision: 5 });
    store.replace({ ...roster, revision: 5 });
    expect(() => store.replace({ ...roster, revision: 4 })).toThrow(StaleState);
    expect(store.status()).toMatchObject({ revision: 5, people: 3 });
  });

  it('is written again only when something in it differs, whatever its order', () => {
    const writes = () => Number(database.prepare('SELECT total_changes() AS n').get()?.['n']);
    store.replace(roster);
    const before = writes();
    store.replace({ ...roster, people: roster.people.toReversed() });
    expect(writes()).toBe(before);
    store.replace({
      ...roster,
      people: roster.people.map((person) => ({ ...person, initials: 'X' })),
    });
    expect(writes()).toBeGreaterThan(before);
    expect(store.personOf(key('key-bob'))).toMatchObject({ initials: 'X' });
  });

  it('stays as it was when a new one cannot be stored whole', () => {
    store.replace(roster);
    const twice = [...roster.people, ...roster.people];
    expect(() => store.replace({ ...roster, revision: 9, people: twice })).toThrow(
      'UNIQUE constraint failed',
    );
    expect(store.status()).toEqual({ revision: 1, people: 3, meetings: 1 });
  });

  it('says who has a key, without their other keys', () => {
    store.replace(roster);
    expect(store.personOf(key('key-bob'))).toEqual({
      id: 'bob',
      name: 'Bob',
      initials: 'B',
      colour: '#e69f00',
    });
  });

  it.each([
    ['longer before the start than people are admitted', -minutes(32), false],
    ['within the admission time', -minutes(30), true],
    ['during the meeting', 0, true],
    ['when the meeting is over', minutes(10), false],
  ])('%s', (_, offset, expected) => {
    store.replace(roster);
    const found = store.meetingFor(bob, (now + offset) as EpochMs, minutes(30));
    expect(found).toEqual(expected ? { ...meeting, participants: undefined } : null);
  });

  it('expects only participants', () => {
    store.replace(roster);
    expect(store.meetingFor('eve' as PersonId, now as EpochMs, 0)).toBeNull();
  });
});

describe('the decision log', () => {
  it('is read in pages, oldest first, and keeps the newest ten thousand', () => {
    const database = openRosterDatabase(':memory:');
    const log = new DecisionLog(database);
    const decision = {
      at: now,
      journey: 'j',
      zone: 'entrance',
      outcome: 'unknown',
      person: null,
      meeting: null,
    };
    database.exec('BEGIN');
    for (let row = 0; row < keptDecisions + 200; row += 1)
      log.add(decision as Parameters<DecisionLog['add']>[0]);
    database.exec('COMMIT');
    expect(log.page(0, 1000).total).toBe(keptDecisions);
    expect(log.page(0, 1000).decisions.map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, index) => 201 + index),
    );
    expect(log.page(10_198, 1).decisions.map(({ id }) => id)).toEqual([10_199]);
  });
});
