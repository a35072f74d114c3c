import { auditSentences, signInWords } from '@nanoedge/words';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

interface Credentials {
  email: string;
  password: string;
}
const right = (name: 'alice' | 'admin'): Credentials => ({
  email: `${name}@example.org`,
  password: passwords[name],
});
const wrong = (name: string): Credentials => ({
  email: `${name}@example.org`,
  password: 'not the password',
});

/** A try to sign in, from an address that a proxy in front of us names. */
const trying = (dashboard: RunningDashboard, who: Credentials, from: string): Promise<Response> =>
  dashboard.post('/api/auth/sign-in/email', who, {
    origin: dashboard.url,
    'x-forwarded-for': from,
  });

const proxies = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
/** Statuses of twenty wrong passwords, one right after the other. */
const guessing = async (dashboard: RunningDashboard, name: string, from: string) => {
  const seen: number[] = [];
  for (let count = 0; count < 20; count += 1)
    seen.push((await trying(dashboard, wrong(name), from)).status);
  return seen;
};

describe.each([
  ['behind a proxy that is trusted', proxies],
  ['without one', []],
])('twenty wrong passwords %s', (_, trustedProxies) => {
  let dashboard: RunningDashboard;
  beforeAll(async () => {
    dashboard = await runDashboard(undefined, { trustedProxies });
  });
  afterAll(() => dashboard.stop());

  it('slow more guesses at that account from that address, and nobody else', async () => {
    const seen = await guessing(dashboard, 'alice', '203.0.113.5');
    expect(seen.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    // The first waits are short, and may be over between two of them
    expect(seen.filter((status) => status === 401).length).toBeLessThan(12);
    expect(new Set(seen)).toEqual(new Set([401, 429]));
    expect((await trying(dashboard, { ...wrong('ALICE') }, '203.0.113.5')).status).toBe(429);
    expect((await trying(dashboard, right('admin'), '203.0.113.5')).status).toBe(200);
    // Whom we do not trust says what it likes of where it comes from
    expect((await trying(dashboard, right('alice'), '203.0.113.6')).status).toBe(
      trustedProxies.length > 0 ? 200 : 429,
    );
  });
});

describe('who has to wait', () => {
  let dashboard: RunningDashboard;
  beforeAll(async () => {
    dashboard = await runDashboard(undefined, { trustedProxies: proxies });
  });
  afterAll(() => dashboard.stop());

  /** Guesses until there is a wait; the last answer. */
  const untilSlowed = async (name: string, from: string): Promise<Response> => {
    for (let count = 0; count < 20; count += 1) {
      const answer = await trying(dashboard, wrong(name), from);
      if (answer.status === 429) return answer;
    }
    throw new Error('twenty wrong passwords and no wait');
  };

  it('is told for how long, and may try again then', async () => {
    const answer = await untilSlowed('alice', '203.0.113.5');
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({
      code: 'TOO_MANY_TRIES',
      message: signInWords.tooMany(seconds),
    });
    await expect
      .poll(async () => (await trying(dashboard, right('alice'), '203.0.113.5')).status, {
        timeout: 60_000,
      })
      .toBe(200);
    // And begins anew, as who mistyped
    expect((await trying(dashboard, wrong('alice'), '203.0.113.5')).status).toBe(401);
  });

  it('does not learn whether there is such an account', async () => {
    const answersTo = async (name: string): Promise<unknown> => {
      const first = await trying(dashboard, wrong(name), '203.0.113.7');
      const slowed = await untilSlowed(name, '203.0.113.7');
      const texts = [await first.text(), (await slowed.text()).replace(/\d+/, 'n')];
      const named = [first, slowed].map(({ headers }) => [...headers.keys()].toSorted());
      return { status: first.status, texts, named };
    };
    expect(await answersTo('mallory')).toEqual(await answersTo('admin'));
  });

  it('is in the audit trail as an attack, with the account and the address, once', async () => {
    for (let turn = 0; turn < 14; turn += 1)
      await trying(dashboard, wrong('alice'), `198.51.100.${String(turn)}`);
    const { rows } = await dashboard.deps.db.execute(
      sql`select summary, address, site from audit where action = 'attack'`,
    );
    expect(rows).toEqual([
      {
        summary: auditSentences.access.attackedAccount('Alice Martin'),
        address: expect.stringMatching(/^198\.51\.100\./) as unknown,
        site: 'demo',
      },
    ]);
    expect((await trying(dashboard, right('alice'), '192.0.2.1')).status).toBe(200);
  });
});
