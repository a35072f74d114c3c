import { expect, it } from 'vitest';
import { NotFound, TooMany } from '../services/errors.ts';
import { linkTries, passwordTries } from './try-limit.ts';

const wrong = (): Promise<never> => Promise.reject(new NotFound('invitation', 'x'));
const right = (): Promise<string> => Promise.resolve('opened');

it('thirty wrong links from an address are enough, also all at once, and nobody else waits', async () => {
  const limit = linkTries();
  const tries = await Promise.allSettled(
    Array.from({ length: 40 }, () => limit.run('203.0.113.5', wrong)),
  );
  const refused = tries.filter((one) => one.status === 'rejected' && one.reason instanceof TooMany);
  expect(refused).toHaveLength(10);
  await expect(limit.run('203.0.113.5', right)).rejects.toMatchObject({
    waitSeconds: expect.any(Number) as unknown,
    detail: { remedy: 'Try again in 10 minutes.' },
  });
  expect(await limit.run('203.0.113.6', right)).toBe('opened');
});

it('a whole course that opens its invitations behind one router is not slowed', async () => {
  const limit = linkTries();
  for (let turn = 0; turn < 100; turn += 1)
    expect(await limit.run('203.0.113.5', right)).toBe('opened');
});

it('ten wrong passwords of an own account are enough', async () => {
  const limit = passwordTries();
  for (let turn = 0; turn < 10; turn += 1)
    await expect(limit.run('ada', wrong)).rejects.toBeInstanceOf(NotFound);
  await expect(limit.run('ada', right)).rejects.toBeInstanceOf(TooMany);
  expect(await limit.run('bob', right)).toBe('opened');
});
