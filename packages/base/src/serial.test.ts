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
