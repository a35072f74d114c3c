import { dayMs } from '@nanoedge/base';
import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountLinks, user } from '../../src/server/db/schema/index.ts';
import type { MadeLink } from '../../src/server/services/accounts/link-view.ts';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
const logged: string[] = [];
beforeEach(async () => {
  logged.length = 0;
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  dashboard = await runDashboard(undefined, { log, trustedProxies: ['127.0.0.1'] });
});
afterEach(() => dashboard.stop());

const admin = () => dashboard.client('admin');
const dora = {
  email: 'Dora@Example.org',
  name: 'Dora Gold',
  role: 'organiser',
  person: null,
} as const;
const invited = (wanted: { email?: string } = {}): Promise<MadeLink> =>
  admin().ask((api) => api.accounts.invite.mutate({ ...dora, ...wanted }));
const resetOf = async (email: string): Promise<MadeLink> => {
  const accounts = await admin().ask((api) => api.accounts.list.query());
  const account = accounts.find((one) => one.email === email)?.id ?? '';
  return admin().ask((api) => api.accounts.resetByLink.mutate({ account }));
};
const open = () => admin().ask((api) => api.accounts.links.query());
const tokenOf = ({ url }: MadeLink): string => new URL(url).hash.slice(1);
const from = (address: string) => ({ origin: dashboard.url, 'x-forwarded-for': address });
const ask = async (
  what: 'open' | 'accept',
  body: object,
  address = '203.0.113.5',
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> => {
  const answer = await dashboard.post(`/api/account-links/${what}`, body, from(address));
  const read = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, body: read, headers: answer.headers };
};
const signIn = async (email: string, password: string): Promise<number> =>
  (await dashboard.post('/api/auth/sign-in/email', { email, password }, from('203.0.113.5')))
    .status;
const password = 'a password of my own';
const audited = async (): Promise<string[]> => {
  const { rows } = await dashboard.deps.db.execute<{ line: string }>(
    sql`select actor_name || ' ' || action || ': ' || summary line from audit
      where action not like 'sign-%' order by id desc limit 12`,
  );
  return rows.map(({ line }) => line).toReversed();
};

describe('an invitation', () => {
  it('is opened once, by who chooses a password and then signs in as what they were invited', async () => {
    const made = await invited();
    const { link } = made;
    expect(link).toMatchObject({
      kind: 'invitation',
      email: 'dora@example.org',
      role: 'organiser',
    });
    expect(link.until - link.madeAt).toBe(7 * dayMs);
    expect(new URL(made.url).pathname).toBe('/join');
    expect(await open()).toEqual([link]);
    const seen = await ask('open', { token: tokenOf(made) });
    expect(seen.status).toBe(200);
    expect(seen.body).toMatchObject({ state: 'open', name: 'Dora Gold', role: 'organiser' });
    expect(seen.body['by']).toBe(link.by);
    const accepted = await ask('accept', { token: tokenOf(made), password });
    expect(accepted).toMatchObject({ status: 200, body: { email: 'dora@example.org' } });
    expect(await signIn('dora@example.org', password)).toBe(200);
    expect(await open()).toEqual([]);
    expect((await ask('open', { token: tokenOf(made) })).body['state']).toBe('used');
    const again = await ask('accept', { token: tokenOf(made), password: 'another password' });
    expect(again).toMatchObject({ status: 409 });
    expect(await signIn('dora@example.org', password)).toBe(200);
    expect(await audited()).toEqual(
      expect.arrayContaining([
        `${link.by} invite: Invited Dora Gold (organiser)`,
        'Dora Gold accept: Dora Gold accepted the invitation (organiser)',
        'nobody refused: Refused the invitation of Dora Gold: This link was used already.',
      ]),
    );
  });

  it('has a token of 256 bits that is in no table and in no log', async () => {
    const made = await invited();
    const token = tokenOf(made);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    await ask('open', { token });
    await ask('accept', { token, password });
    await ask('open', { token });
    await ask('open', { token: `${token}x` });
    const { rows } = await dashboard.deps.db.execute<{ text: string }>(
      sql`select (select json_agg(l)::text from account_links l)
        || (select json_agg(a)::text from audit a) text`,
    );
    expect(rows[0]?.text).toContain('Dora Gold');
    expect(rows[0]?.text).not.toContain(token);
    expect(logged.join('')).not.toContain(token);
  });

  it('makes one account when it is opened twice at once', async () => {
    const token = tokenOf(await invited());
    const answers = await Promise.all(
      ['a password of one', 'a password of two'].map((one) =>
        ask('accept', { token, password: one }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 409,
    ]);
  });

  it('that comes after another to the same e-mail takes its place', async () => {
    const first = await invited();
    const second = await invited({ email: 'dora@example.org' });
    expect((await ask('open', { token: tokenOf(first) })).body['state']).toBe('withdrawn');
    expect(await open()).toEqual([second.link]);
  });

  it('is not made for somebody who has an account', async () => {
    const asked = invited({ email: 'alice@example.org' });
    await expect(asked).rejects.toThrow('There is an account with this e-mail');
    const made = await invited();
    await admin().ask((api) => api.accounts.create.mutate(dora));
    const accepted = await ask('accept', { token: tokenOf(made), password });
    expect(accepted).toMatchObject({ status: 409 });
    expect(await signIn('dora@example.org', password)).toBe(401);
  });

  it.each([
    ['too short', 'a'.repeat(9)],
    ['too long', 'a'.repeat(129)],
  ])('is not used up by a password that is %s', async (_, wrong) => {
    const token = tokenOf(await invited());
    const refused = await ask('accept', { token, password: wrong });
    expect(refused).toMatchObject({ status: 400, body: { problem: { field: 'password' } } });
    expect((await ask('accept', { token, password })).status).toBe(200);
  });
});

describe('a link opens nothing', () => {
  const expectClosed = async (made: MadeLink, state: string): Promise<void> => {
    const token = tokenOf(made);
    expect((await ask('open', { token })).body).toMatchObject({ state, by: made.link.by });
    expect((await ask('accept', { token, password })).status).toBe(409);
    expect(await open()).toEqual([]);
    expect(await signIn('dora@example.org', password)).toBe(401);
    expect(await audited()).toContainEqual(
      expect.stringMatching(/^nobody refused: Refused the invitation of Dora Gold/),
    );
  };

  it('that was withdrawn', async () => {
    const made = await invited();
    const { id } = made.link;
    await admin().ask((api) => api.accounts.withdraw.mutate({ link: id }));
    await expectClosed(made, 'withdrawn');
    expect(await audited()).toContain(
      `${made.link.by} withdraw: Withdrew the invitation of Dora Gold`,
    );
    const again = admin().ask((api) => api.accounts.withdraw.mutate({ link: id }));
    await expect(again).rejects.toThrow('There is no open invitation');
  });

  it('that is too old', async () => {
    const made = await invited();
    const at = new Date(Date.now() - 1);
    await dashboard.deps.db.update(accountLinks).set({ expiresAt: at });
    await expectClosed(made, 'expired');
  });

  it('of somebody who was an administrator when they made it', async () => {
    const made = await invited();
    await dashboard.deps.db
      .update(user)
      .set({ role: 'admin' })
      .where(eq(user.email, 'alice@example.org'));
    const other = dashboard.client('alice');
    const accounts = await other.ask((api) => api.accounts.list.query());
    const account = accounts.find(({ email }) => email === 'admin@example.org')?.id ?? '';
    await other.ask((api) => api.accounts.disable.mutate({ account }));
    const token = tokenOf(made);
    expect((await ask('open', { token })).body['state']).toBe('withdrawn');
    expect((await ask('accept', { token, password })).status).toBe(409);
  });

  it('that is none, and whoever tries thirty has to wait', async () => {
    const tries = [];
    for (let turn = 0; turn < 31; turn += 1)
      tries.push(await ask('open', { token: `wrong-${String(turn)}` }, '198.51.100.7'));
    expect(tries.slice(0, 30).every(({ status }) => status === 404)).toBe(true);
    expect(tries[30]?.status).toBe(429);
    expect(Number(tries[30]?.headers.get('retry-after'))).toBeGreaterThan(500);
    const token = tokenOf(await invited());
    expect((await ask('open', { token }, '198.51.100.7')).status).toBe(429);
    expect((await ask('open', { token }, '198.51.100.8')).status).toBe(200);
  });
});

describe('a link to another password', () => {
  it('leaves the old password until somebody chose one, then signs out everywhere', async () => {
    const cookie = await dashboard.signIn('alice');
    const made = await resetOf('alice@example.org');
    expect(made.link).toMatchObject({ kind: 'reset', name: 'Alice Martin' });
    expect(made.link.until - made.link.madeAt).toBe(dayMs);
    expect(new URL(made.url).pathname).toBe('/new-password');
    expect(await signIn('alice@example.org', passwords.alice)).toBe(200);
    const accepted = await ask('accept', { token: tokenOf(made), password });
    expect(accepted.body).toEqual({ email: 'alice@example.org' });
    const me = await fetch(`${dashboard.url}/api/trpc/me.get`, { headers: { cookie } });
    expect(me.status).toBe(401);
    expect(await signIn('alice@example.org', passwords.alice)).toBe(401);
    expect(await signIn('alice@example.org', password)).toBe(200);
    expect(await audited()).toContain(
      'Alice Martin reset-password: Alice Martin chose another password by a link',
    );
  });

  it('lets somebody in at once who guessed at their old one too often', async () => {
    const guesses = [];
    for (let turn = 0; turn < 7; turn += 1)
      guesses.push(await signIn('alice@example.org', 'what was it again'));
    expect(guesses).toContain(429);
    const made = await resetOf('alice@example.org');
    await ask('accept', { token: tokenOf(made), password });
    expect(await signIn('alice@example.org', password)).toBe(200);
  });

  it('opens no account that was disabled meanwhile', async () => {
    const made = await resetOf('alice@example.org');
    const closed = { disabledAt: new Date() };
    await dashboard.deps.db.update(user).set(closed).where(eq(user.email, 'alice@example.org'));
    expect((await ask('accept', { token: tokenOf(made), password })).status).toBe(409);
    await expect(resetOf('alice@example.org')).rejects.toThrow('This account is disabled');
  });
});

it('the pages of links send nobody the address at which they are', async () => {
  for (const page of ['/join', '/new-password'])
    expect((await fetch(`${dashboard.url}${page}`)).headers.get('referrer-policy')).toBe(
      'no-referrer',
    );
});
