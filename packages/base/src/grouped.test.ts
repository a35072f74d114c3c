import { expect, it } from 'vitest';
import { Grouped } from './grouped.ts';

/** A task that ends when the test says so; it answers with the number of its run. */
const taskOnCall = () => {
  const runs: PromiseWithResolvers<number>[] = [];
  const grouped = new Grouped(() => {
    const run = Promise.withResolvers<number>();
    runs.push(run);
    return run.promise;
  });
  return { grouped, runs };
};

it('runs at once when nothing runs', async () => {
  const { grouped, runs } = taskOnCall();
  const asked = grouped.run();
  runs[0]?.resolve(1);
  expect(await asked).toBe(1);
  expect(grouped.idle).toBe(true);
});

it('runs once more for all who asked while it ran, after they asked', async () => {
  const { grouped, runs } = taskOnCall();
  const first = grouped.run();
  const others = [grouped.run(), grouped.run(), grouped.run()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve(1);
  expect(await first).toBe(1);
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve(2);
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  expect(runs).toHaveLength(2);
});

it('lets those who ask during the second run wait for a third', async () => {
  const { grouped, runs } = taskOnCall();
  void grouped.run();
  const second = grouped.run();
  runs[0]?.resolve(1);
  await expect.poll(() => runs.length).toBe(2);
  const third = grouped.run();
  runs[1]?.resolve(2);
  expect(await second).toBe(2);
  await expect.poll(() => runs.length).toBe(3);
  runs[2]?.resolve(3);
  expect(await third).toBe(3);
});

it('tells a failure only to those whose run it was', async () => {
  const { grouped, runs } = taskOnCall();
  const first = grouped.run();
  const second = grouped.run();
  runs[0]?.reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve(2);
  expect(await second).toBe(2);
});
