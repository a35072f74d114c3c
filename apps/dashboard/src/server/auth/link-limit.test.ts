import { expect, it } from 'vitest';
import { NotFound, TooMany } from '../services/errors.ts';
import { LinkLimit } from './link-limit.ts';

const wrong = (): Promise<never> => Promise.reject(new NotFound('invitation', 'x'));
const right = (): Promise<string> => Promise.resolve('opened');

it('thirty wrong links from an address are enough, also all at once, and nobody else waits', async () => {
  const limit = new LinkLimit();
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
  const limit = new LinkLimit();
  for (let turn = 0; turn < 100; turn += 1)
    expect(await limit.run('203.0.113.5', right)).toBe('opened');
});
