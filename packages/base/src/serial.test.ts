import { expect, it } from 'vitest';
import { Serial } from './serial.ts';

it('starts a task when the one before it has ended, well or not', async () => {
  const serial = new Serial();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = serial.run(async () => {
    said.push('first begins');
    await gate.promise;
    said.push('first ends');
    throw new TypeError('first failed');
  });
  const second = serial.run(async () => {
    said.push('second');
    return 2;
  });
  gate.resolve();
  await expect(first).rejects.toThrow('first failed');
  await expect(second).resolves.toBe(2);
  expect(said).toEqual(['first begins', 'first ends', 'second']);
});

it('a task that is called off while it waits never begins, and those after it keep their turn', async () => {
  const serial = new Serial();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const stop = new AbortController();
  const task = (name: string) => async () => {
    said.push(name);
  };
  const first = serial.run(async () => gate.promise);
  const second = serial.run(task('second'), stop.signal);
  const third = serial.run(task('third'));
  stop.abort(new TypeError('called off'));
  await expect(second).rejects.toThrow('called off');
  expect(said).toEqual([]);
  gate.resolve();
  await Promise.all([first, third]);
  expect(said).toEqual(['third']);
  await expect(serial.run(task('fourth'), stop.signal)).rejects.toThrow('called off');
});
