import type { Sighting } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { mostWaiting, Outgoing } from './outgoing.ts';

const heard = (key: string, heardAt = 1): Sighting => ({ key, rssi: -60, heardAt }) as Sighting;
const crowd = (count: number): Sighting[] =>
  Array.from({ length: count }, (_one, at) => heard(`k${at}`));
const keys = (sightings: readonly Sighting[]): string[] => sightings.map(({ key }) => key);

it('reports 64 at once, in the order in which they came', () => {
  const outgoing = new Outgoing();
  outgoing.add(crowd(100), []);
  expect(keys(outgoing.next())).toEqual(keys(crowd(64)));
  expect(outgoing.next()).toHaveLength(36);
  expect(outgoing.next()).toEqual([]);
});

it('keeps the newest sighting of a key that waits', () => {
  const outgoing = new Outgoing();
  outgoing.add([heard('a', 1)], []);
  outgoing.add([heard('a', 2)], []);
  expect(outgoing.next()).toEqual([heard('a', 2)]);
});

it('lets keys of people go before newcomers, and those before the rest', () => {
  const outgoing = new Outgoing();
  expect(outgoing.follow([heard('bob')])).toEqual([heard('bob')]);
  expect(outgoing.follow([heard('bob', 2)])).toEqual([]);
  const [newcomer, bob] = [heard('carl'), heard('bob', 3)];
  outgoing.add([...crowd(200), newcomer, bob], [newcomer]);
  expect(keys(outgoing.next()).slice(0, 3)).toEqual(['bob', 'carl', 'k0']);
});

it('bounds what waits, but never leaves out a person', () => {
  const outgoing = new Outgoing();
  outgoing.follow([heard('bob')]);
  outgoing.add([...crowd(mostWaiting + 500), heard('bob')], []);
  expect(outgoing.size).toBe(mostWaiting + 1);
  expect(keys(outgoing.next())[0]).toBe('bob');
  outgoing.drop();
  expect(outgoing.size).toBe(0);
});
