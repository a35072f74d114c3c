import type { IdentityKey } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { acquaintanceBounds, Acquaintances } from './acquaintances.ts';
import { keyScrambler } from './scrambler.ts';

const scramble = keyScrambler([1, 2]);
const key = (name: string): IdentityKey => name as IdentityKey;
const [bob, stranger] = [key('bob'), key('c0:ff:ee:00:00:01')];

it('knows who was said to be known, and nobody before', () => {
  const all = new Acquaintances(scramble);
  expect(all.judge(bob)).toBe('new');
  all.learn([bob, stranger], { revision: 1, known: [bob] });
  expect([all.judge(bob), all.judge(stranger)]).toEqual(['person', 'stranger']);
});

it('forgets everybody when the roster has another revision', () => {
  const all = new Acquaintances(scramble);
  all.learn([bob, stranger], { revision: 1, known: [bob] });
  all.learn([], { revision: 2, known: [] });
  expect([all.judge(bob), all.judge(stranger)]).toEqual(['new', 'new']);
});

it('says of a stranger once that one comes, and again after half a minute of silence', () => {
  const all = new Acquaintances(scramble);
  all.learn([stranger], { revision: 1, known: [] });
  const meet = (at: number) => all.meet(scramble(stranger), at);
  expect([meet(0), meet(1000), meet(30_999), meet(60_999)]).toEqual([true, false, false, true]);
});

it('remembers a bounded number of keys, the latest of them', () => {
  const all = new Acquaintances(scramble);
  const crowd = Array.from({ length: 20_000 }, (_one, at) => key(`stranger-${at}`));
  all.learn(crowd, { revision: 1, known: [] });
  const people = crowd.slice(0, 2000).map((one) => key(`person-${one}`));
  all.learn(people, { revision: 1, known: people });
  expect(all.size).toBe(acquaintanceBounds.people + acquaintanceBounds.strangers);
  expect(all.judge(key('stranger-19999'))).toBe('stranger');
  expect(all.judge(key('stranger-0'))).toBe('new');
});

it('tells ten thousand keys apart without one of their addresses', () => {
  const scrambled = new Set(
    Array.from({ length: 10_000 }, (_one, at) => scramble(key(`c0:ff:ee:${at}`))),
  );
  expect(scrambled.size).toBe(10_000);
  expect([...scrambled].every((one) => Number.isSafeInteger(one) && one >= 0)).toBe(true);
  expect(keyScrambler()(bob)).not.toBe(keyScrambler()(bob));
});
