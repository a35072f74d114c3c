import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
beforeAll(async () => {
  dashboard = await runDashboard(undefined, { trustedProxies: ['127.0.0.1', '::ffff:127.0.0.1'] });
});
afterAll(() => dashboard.stop());

interface Told {
  actor: string;
  action: string;
  subject: string;
  summary: string;
  address: string | null;
  site: string | null;
}
let from = 0;
beforeEach(async () => {
  const { rows } = await dashboard.deps.db.execute<{ id: number }>(
    sql`select coalesce(max(id), 0)::int id from audit`,
  );
  from = rows[0]?.id ?? 0;
});
/** What was written since the test began. */
const told = async (): Promise<Told[]> => {
  const { rows } = await dashboard.deps.db.execute<Told & Record<string, unknown>>(
    sql`select actor_name actor, action, subject, summary, address, site from audit
      where id > ${from} order by id`,
  );
  return rows;
};
const signIn = (email: string, password: string) =>
  dashboard.post(
    '/api/auth/sign-in/email',
    { email, password },
    { origin: dashboard.url, 'x-forwarded-for': '203.0.113.5' },
  );

describe('the audit trail has, with the address of whoever asked,', () => {
  it('who signs in, at their site, and who signs out', async () => {
    const cookie = await dashboard.signIn('alice');
    const headers = { cookie, origin: dashboard.url, 'x-forwarded-for': '203.0.113.7' };
    expect((await dashboard.post('/api/auth/sign-out', {}, headers)).status).toBe(200);
    expect(await told()).toMatchObject([
      { actor: 'Alice Martin', action: 'sign-in', summary: 'Signed in', site: 'demo' },
      { actor: 'Alice Martin', action: 'sign-out', site: 'demo', address: '203.0.113.7' },
    ]);
  });

  it('wrong passwords, of an account and of none, and never what was typed', async () => {
    expect((await signIn('alice@example.org', 'wrong password')).status).toBe(401);
    expect((await signIn('mallory@example.org', 'wrong password')).status).toBe(401);
    const rows = await told();
    expect(rows).toMatchObject([
      { actor: 'nobody', action: 'wrong-password', summary: 'Wrong password for Alice Martin' },
      { actor: 'nobody', action: 'wrong-password', subject: 'unknown' },
    ]);
    expect(rows.every(({ address }) => address === '203.0.113.5')).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/mallory|wrong password"/);
  });

  it('what somebody was refused, and whom', async () => {
    const cookie = await dashboard.signIn('alice');
    const headers = { cookie, 'x-forwarded-for': '203.0.113.8' };
    const get = (path: string) => fetch(`${dashboard.url}${path}`, { headers });
    expect((await get('/api/trpc/storage.get?input=%7B%22site%22%3A%22demo%22%7D')).status).toBe(
      403,
    );
    expect((await get('/api/audit/trail.csv')).status).toBe(403);
    const evil = { ...headers, origin: 'https://evil.example' };
    expect((await dashboard.post('/api/content', {}, evil)).status).toBe(403);
    const refused = (await told()).filter(({ action }) => action === 'refused');
    expect(refused).toMatchObject([
      { actor: 'Alice Martin', subject: 'storage.get', address: '203.0.113.8' },
      { actor: 'Alice Martin', subject: 'GET /api/audit/trail.csv' },
      { actor: 'nobody', subject: 'POST /api/content', address: '203.0.113.8' },
    ]);
  });

  it('and does not grow without end because somebody keeps asking', async () => {
    const cookie = await dashboard.signIn('alice');
    for (let turn = 0; turn < 40; turn += 1)
      await fetch(`${dashboard.url}/api/audit/chain`, {
        headers: { cookie, 'x-forwarded-for': '203.0.113.9' },
      });
    expect((await told()).filter(({ action }) => action === 'refused')).toHaveLength(30);
  });
});

describe('the audit trail as a file', () => {
  const csv = async (query = ''): Promise<Response> =>
    fetch(`${dashboard.url}/api/audit/trail.csv${query}`, {
      headers: { cookie: await dashboard.signIn('admin') },
    });

  it('is nobody’s without signing in, and no viewer’s', async () => {
    expect((await fetch(`${dashboard.url}/api/audit/trail.csv`)).status).toBe(401);
    expect((await fetch(`${dashboard.url}/api/audit/chain`)).status).toBe(401);
    const headers = { cookie: await dashboard.signIn('alice') };
    expect((await fetch(`${dashboard.url}/api/audit/chain`, { headers })).status).toBe(403);
  });

  it('has every row, quoted as RFC 4180 says, and no formula', async () => {
    await dashboard.deps.db.execute(sql`insert into audit
      (actor, actor_name, action, entity, subject, summary) values
      ('u', '=cmd|A1', 'x', 'y', '@z', ${'say "no", or\r\nyes'}), ('u', '+1', 'x', 'y', '-2', 'plain')`);
    const answer = await csv();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="audit-trail.csv"',
    );
    const text = await answer.text();
    expect(text.split('\r\n')[0]).toBe(
      '"seq","at","site","actor","actorName","address","action","entity","subject","summary","hash"',
    );
    expect(text).toContain(`"'=cmd|A1","","x","y","'@z","say ""no"", or\r\nyes",`);
    expect(text).toContain(`"'+1","","x","y","'-2","plain",`);
    expect(text.endsWith('"\r\n')).toBe(true);
    const { rows } = await dashboard.deps.db.execute<{ n: number }>(
      sql`select count(*)::int n from audit`,
    );
    // One line break more is in a cell
    expect(text.split('\r\n').length - 2 - 1).toBe(rows[0]?.n);
  });

  it('is of one site and of none where one is asked for, and says who took it', async () => {
    await dashboard.deps.db.execute(sql`insert into audit
      (actor, actor_name, action, entity, subject, summary, site)
      values ('u', 'U', 'x', 'y', 'z', 'of elsewhere', 'elsewhere')`);
    const text = await (await csv('?site=demo')).text();
    expect(text).toContain('"Downloaded the audit trail"');
    const sites = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split('","')[2]);
    expect(new Set(sites)).toEqual(new Set(['demo', '', undefined]));
    expect(text).not.toContain('of elsewhere');
    expect(await (await csv()).text()).toContain('of elsewhere');
  });
});
