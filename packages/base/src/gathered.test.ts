import { expect, it } from 'vitest';
import { Gathered } from './gathered.ts';

class Bad extends Error {}
class Down extends Error {}

/** Remembers the groups; stores after the test lets it, and fails on what the test says. */
const recording = (failsOn: (items: readonly string[]) => Error | null = () => null) => {
  const groups: string[][] = [];
  const gate: PromiseWithResolvers<void>[] = [];
  const gathered = new Gathered<string, string>({
    store: async (items) => {
      groups.push([...items]);
      const open = Promise.withResolvers<void>();
      gate.push(open);
      await open.promise;
      const error = failsOn(items);
      if (error !== null) throw error;
      return items.map((item) => `stored ${item}`);
    },
    weigh: (item) => item.length,
    most: 6,
    mayBeOneOfThem: (error) => error instanceof Bad,
  });
  /** Lets the group that is being stored end. */
  const next = async (): Promise<void> => {
    await expect.poll(() => gate.length).toBeGreaterThan(0);
    gate.shift()?.resolve();
  };
  return { gathered, groups, next };
};

it('stores what comes alone at once, and what comes meanwhile together, in its order', async () => {
  const { gathered, groups, next } = recording();
  const all = ['a', 'b', 'c'].map((item) => gathered.add(item));
  await next();
  await next();
  expect(await Promise.all(all)).toEqual(['stored a', 'stored b', 'stored c']);
  expect(groups).toEqual([['a'], ['b', 'c']]);
});

it('makes no group heavier than it may be, but for a single item', async () => {
  const { gathered, groups, next } = recording();
  const all = ['a', 'bbbb', 'cc', 'd', 'eeeeeeeee'].map((item) => gathered.add(item));
  for (let group = 0; group < 4; group += 1) await next();
  await Promise.all(all);
  expect(groups).toEqual([['a'], ['bbbb', 'cc'], ['d'], ['eeeeeeeee']]);
});

it('lets a bad item fail alone', async () => {
  const { gathered, groups, next } = recording((items) => (items.includes('x') ? new Bad() : null));
  const all = Promise.allSettled(['a', 'b', 'x', 'c'].map((item) => gathered.add(item)));
  for (let group = 0; group < 5; group += 1) await next();
  expect(await all).toMatchObject([
    { value: 'stored a' },
    { value: 'stored b' },
    { reason: new Bad() },
    { value: 'stored c' },
  ]);
  expect(groups).toEqual([['a'], ['b', 'x', 'c'], ['b'], ['x'], ['c']]);
});

it('tries nothing singly when none of them can be the cause, and goes on with what comes next', async () => {
  let down = true;
  const { gathered, groups, next } = recording(() => (down ? new Down() : null));
  const lost = Promise.allSettled(['a', 'b', 'c'].map((item) => gathered.add(item)));
  await next();
  await next();
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(groups).toEqual([['a'], ['b', 'c']]);
  down = false;
  const after = gathered.add('d');
  await next();
  expect(await after).toBe('stored d');
});
