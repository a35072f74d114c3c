import { ManualClock } from '@nanoedge/base/testing';
import type { IdentityKey, KeysAnswer, Sighting, ZoneId } from '@nanoedge/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Census } from './census.ts';
import { Reception } from './reception.ts';
import { keyScrambler } from './scrambler.ts';

const zone = 'entrance' as ZoneId;
const heard = (...keys: string[]): Sighting[] =>
  keys.map((key) => ({ key, rssi: -60, heardAt: 1 }) as Sighting);

describe('the keys that scanners hear', () => {
  let clock: ManualClock;
  let roster: { revision: number; keys: string[] };
  let asked: (readonly IdentityKey[])[];
  let people: string[];
  let strangers: number[];
  let away: boolean;
  let reception: Reception;
  beforeEach(() => {
    clock = new ManualClock();
    roster = { revision: 1, keys: ['bob', 'carl'] };
    [asked, people, strangers, away] = [[], [], [], false];
    const ask = async (keys: readonly IdentityKey[]): Promise<KeysAnswer> => {
      asked.push(keys);
      if (away) throw new RangeError('nobody answers');
      const known = keys.filter((key) => roster.keys.includes(key));
      return Promise.resolve({ revision: roster.revision, known });
    };
    reception = new Reception({
      clock,
      scramble: keyScrambler(),
      census: new Census(clock, () => {}),
      ask,
      onPeople: (_zone, sightings) => people.push(...sightings.map(({ key }) => key)),
      onStrangers: (_zone, fresh) => strangers.push(fresh),
    });
  });

  it('go on when they are of people, in one question for the whole report', async () => {
    expect(await reception.receive(zone, heard('x', 'bob', 'y', 'carl'))).toEqual([1, 3]);
    expect(asked).toEqual([['x', 'bob', 'y', 'carl']]);
    expect(people).toEqual(['bob', 'carl']);
    expect(strangers).toEqual([2]);
  });

  it('are not asked about again at once', async () => {
    await reception.receive(zone, heard('x', 'bob'));
    await clock.advance(500);
    expect(await reception.receive(zone, heard('x', 'bob'))).toEqual([1]);
    expect(asked).toHaveLength(1);
    expect(people).toEqual(['bob', 'bob']);
    expect(strangers).toEqual([1, 0]);
  });

  it('are asked about again after a second, for the roster may be another', async () => {
    await reception.receive(zone, heard('late', 'bob'));
    roster = { revision: 2, keys: ['carl', 'late'] };
    await clock.advance(1000);
    expect(await reception.receive(zone, heard('late', 'bob'))).toEqual([0]);
    await clock.advance(100);
    people = [];
    expect(await reception.receive(zone, heard('late', 'bob'))).toEqual([0]);
    expect(people).toEqual(['late']);
  });

  it('of people go on while nobody answers, the others wait', async () => {
    await reception.receive(zone, heard('bob'));
    away = true;
    await clock.advance(1000);
    await expect(reception.receive(zone, heard('bob', 'carl'))).rejects.toThrow('nobody answers');
    expect(people).toEqual(['bob', 'bob']);
    expect(strangers).toEqual([]);
    away = false;
    await reception.receive(zone, heard('carl'));
    expect(people).toEqual(['bob', 'bob', 'carl']);
  });
});
