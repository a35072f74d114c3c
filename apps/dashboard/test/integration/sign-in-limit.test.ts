import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

const email = (name: string): string => `${name}@example.org`;

/** The status of a try to sign in, from an address that a proxy in front of us names. */
const trying = async (
  dashboard: RunningDashboard,
  who: { email: string; password: string },
  from: string,
): Promise<number> => {
  const body = { email: who.email, password: who.password };
  const headers = { origin: dashboard.url, 'x-forwarded-for': from };
  return (await dashboard.post('/api/auth/sign-in/email', body, headers)).status;
};

const right = (name: 'alice' | 'admin') => ({ email: email(name), password: passwords[name] });
const wrong = (name: string) => ({ email: email(name), password: 'not the password' });

const guessing = async (dashboard: RunningDashboard, from: string): Promise<number[]> => {
  const seen: number[] = [];
  for (let count = 0; count < 21; count += 1)
    seen.push(await trying(dashboard, wrong('alice'), from));
  return seen;
};

describe.each([
  ['behind a proxy that is trusted', ['127.0.0.1', '::1', '::ffff:127.0.0.1']],
  ['without one', []],
])('twenty wrong passwords %s', (_, trustedProxies) => {
  let dashboard: RunningDashboard;
  beforeAll(async () => {
    dashboard = await runDashboard(undefined, { trustedProxies });
  });
  afterAll(() => dashboard.stop());

  it('stop more guesses at that account from that address, and nobody else', async () => {
    expect(await guessing(dashboard, '203.0.113.5')).toEqual([
      ...Array.from({ length: 20 }, () => 401),
      429,
    ]);
    expect(await trying(dashboard, right('alice'), '203.0.113.5')).toBe(429);
    expect(await trying(dashboard, { ...wrong('ALICE') }, '203.0.113.5')).toBe(429);
    expect(await trying(dashboard, right('admin'), '203.0.113.5')).toBe(200);
    // Whom we do not trust says what it likes of where it comes from
    expect(await trying(dashboard, right('alice'), '203.0.113.6')).toBe(
      trustedProxies.length > 0 ? 200 : 429,
    );
  });
});
