import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AskedRecovery, recoveryProof } from '@nanoedge/link';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { user } from '../../src/server/db/schema/index.ts';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
beforeEach(async () => {
  dashboard = await runDashboard();
});
afterEach(() => dashboard.stop());

const email = 'admin@example.org';
const password = 'a password of my own';
const post = async (
  what: string,
  body: object,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await dashboard.post(what, body);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const secret = async (): Promise<string> =>
  (await readFile(path.join(dashboard.home, 'secrets', 'auth.key'), 'utf8')).trim();
const recover = async (wanted: Partial<AskedRecovery> & { secret?: string } = {}) => {
  const asked = { email, at: Date.now(), ...wanted };
  const proof = recoveryProof(wanted.secret ?? (await secret()), asked);
  return post('/api/account-links/recover', { email: asked.email, at: asked.at, proof });
};
const signIn = async (typed: string): Promise<number> =>
  (await dashboard.post('/api/auth/sign-in/email', { email, password: typed })).status;
const audited = async (): Promise<string[]> => {
  const { rows } = await dashboard.deps.db.execute<{ line: string }>(
    sql`select actor_name || ' ' || action || ': ' || summary line from audit order by id`,
  );
  return rows.map(({ line }) => line);
};

describe('an administrator whom nobody can help', () => {
  it('chooses another password by a link that the dashboard’s secrets make', async () => {
    const made = await recover();
    expect(made).toMatchObject({ status: 200, body: { link: { kind: 'reset', email } } });
    expect(await signIn(passwords.admin)).toBe(200);
    const token = new URL(String(made.body['url'])).hash.slice(1);
    expect((await post('/api/account-links/accept', { token, password })).status).toBe(200);
    expect([await signIn(passwords.admin), await signIn(password)]).toEqual([401, 200]);
    expect(await audited()).toContainEqual(
      expect.stringMatching(/^nanoedge reset-link: Made a link .* has the dashboard's secrets$/),
    );
  });

  it.each([
    { when: 'the secret is another', wanted: { secret: 'another' } },
    { when: 'the proof is of an hour ago', wanted: { at: Date.now() - 3_600_000 } },
  ])('gets no link when $when, which is written down', async ({ wanted }) => {
    expect(await recover(wanted)).toMatchObject({ status: 403 });
    expect(await audited()).toContainEqual(
      expect.stringMatching(/^nobody refused: Refused a link into an administrator’s account/),
    );
  });

  it.each([
    { when: 'there is no such account', wanted: { email: 'none@example.org' }, why: /no account/ },
    { when: 'they are no administrator', wanted: { email: 'alice@example.org' }, why: /no admin/ },
  ])('gets no link when $when', async ({ wanted, why }) => {
    const refused = await recover(wanted);
    expect(refused).toMatchObject({ status: 400, body: { problem: { field: 'email' } } });
    expect(JSON.stringify(refused.body)).toMatch(why);
  });

  it('gets no link when their account is disabled', async () => {
    await dashboard.deps.db
      .update(user)
      .set({ disabledAt: new Date() })
      .where(eq(user.email, email));
    expect(await recover()).toMatchObject({ status: 400, body: { problem: { field: 'email' } } });
  });
});
