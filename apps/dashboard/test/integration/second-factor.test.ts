import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BegunSecondFactor } from '../../src/server/services/me/second-factor-view.ts';
import type { AppRouter } from '../../src/server/trpc/router.ts';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
beforeEach(async () => {
  dashboard = await runDashboard(undefined, { trustedProxies: ['127.0.0.1'] });
});
afterEach(() => dashboard.stop());

const email = 'alice@example.org';
const current = passwords.alice;
const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
const post = (path: string, body: object, cookie = '') =>
  dashboard.post(`/api/auth${path}`, body, { origin: dashboard.url, cookie });
const apiWith = (cookie: string) =>
  createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${dashboard.url}/api/trpc`, headers: { cookie } })],
  });
const signIn = async () => {
  const answer = await post('/sign-in/email', { email, password: current });
  const body = (await answer.json()) as { twoFactorRedirect?: boolean };
  return { asksForCode: body.twoFactorRedirect === true, cookie: cookiesOf(answer) };
};
const isIn = (cookie: string): Promise<boolean> =>
  apiWith(cookie)
    .me.get.query()
    .then(
      () => true,
      () => false,
    );
const audited = async (): Promise<string[]> => {
  const { rows } = await dashboard.client('admin').ask((api) => api.activity.list.query({}));
  return rows.map(({ action, summary }) => `${action}: ${summary}`);
};
/** Not those of the administrator, whose program signs in to look. */
const signIns = async (): Promise<number> => {
  const { rows } = await dashboard.deps.db.execute<{ n: number }>(
    sql`select count(*)::int n from audit where action = 'sign-in' and actor_name = 'Alice Martin'`,
  );
  return rows[0]?.n ?? 0;
};

/** The code that an app shows which took the secret. */
const codeNow = ({ secret }: BegunSecondFactor): Promise<string> =>
  createOTP(base32.decode(secret)).totp();
const wrongCode = async (begun: BegunSecondFactor): Promise<string> =>
  String((Number(await codeNow(begun)) + 1) % 1_000_000).padStart(6, '0');

/** Alice with an app that shows codes. */
const withApp = async (): Promise<BegunSecondFactor> => {
  const api = apiWith((await signIn()).cookie);
  const begun = await api.me.beginSecondFactor.mutate({ current });
  const now = await api.me.confirmSecondFactor.mutate({ code: await codeNow(begun) });
  expect(now).toEqual({ isOn: true, codesLeft: 10 });
  return begun;
};

describe('an account with an app for codes', () => {
  it('is opened by password and code together, and is signed in only then', async () => {
    const begun = await withApp();
    const before = await signIns();
    const { asksForCode, cookie } = await signIn();
    expect(asksForCode).toBe(true);
    expect([await isIn(cookie), await signIns()]).toEqual([false, before]);
    const answer = await post('/two-factor/verify-totp', { code: await codeNow(begun) }, cookie);
    expect(answer.status).toBe(200);
    expect([await isIn(cookiesOf(answer)), await signIns()]).toEqual([true, before + 1]);
    expect(await audited()).toContain(
      'second-factor-on: Is asked for a code at sign-in from now on',
    );
  });

  it('is opened by each backup code once', async () => {
    const { backupCodes } = await withApp();
    const [code = ''] = backupCodes;
    const first = await post('/two-factor/verify-backup-code', { code }, (await signIn()).cookie);
    expect(first.status).toBe(200);
    const api = apiWith(cookiesOf(first));
    expect(await api.me.secondFactor.query()).toEqual({ isOn: true, codesLeft: 9 });
    const again = await post('/two-factor/verify-backup-code', { code }, (await signIn()).cookie);
    expect(again.status).toBe(401);
  });

  it('is not opened by a wrong code, and after five the password is asked for again', async () => {
    const begun = await withApp();
    const { cookie } = await signIn();
    const verify = (code: string) => post('/two-factor/verify-totp', { code }, cookie);
    for (let turn = 0; turn < 5; turn += 1)
      expect((await verify(await wrongCode(begun))).status).toBe(401);
    const late = await verify(await codeNow(begun));
    expect(late.ok).toBe(false);
    expect(await isIn(cookiesOf(late))).toBe(false);
    const next = await post(
      '/two-factor/verify-totp',
      { code: await codeNow(begun) },
      (await signIn()).cookie,
    );
    expect(next.status).toBe(200);
  });

  it('trusts no browser without a code', async () => {
    const begun = await withApp();
    const { cookie } = await signIn();
    const body = { code: await codeNow(begun), trustDevice: true };
    expect((await post('/two-factor/verify-totp', body, cookie)).status).toBe(400);
  });

  it('asks for none any more when its password says so', async () => {
    const begun = await withApp();
    const { cookie } = await signIn();
    const entered = await post('/two-factor/verify-totp', { code: await codeNow(begun) }, cookie);
    const api = apiWith(cookiesOf(entered));
    await expect(api.me.endSecondFactor.mutate({ current: 'guessed' })).rejects.toThrow(
      'This is not your password',
    );
    await expect(api.me.beginSecondFactor.mutate({ current })).rejects.toThrow('already');
    expect(await api.me.endSecondFactor.mutate({ current })).toEqual({ isOn: false });
    expect((await signIn()).asksForCode).toBe(false);
    expect(await audited()).toContain(
      'second-factor-off: Is asked for no code at sign-in any more',
    );
  });

  it('asks for none any more when an administrator says so, for who lost the phone', async () => {
    await withApp();
    const admin = dashboard.client('admin');
    const accounts = await admin.ask((api) => api.accounts.list.query());
    const alice = accounts.find((one) => one.email === email);
    expect(alice?.secondFactor).toBe(true);
    const account = alice?.id ?? '';
    const after = await admin.ask((api) => api.accounts.endSecondFactor.mutate({ account }));
    expect(after.secondFactor).toBe(false);
    const { asksForCode, cookie } = await signIn();
    expect([asksForCode, await isIn(cookie)]).toEqual([false, true]);
    expect(await audited()).toContain(
      'second-factor-off: Asks Alice Martin for no code at sign-in any more',
    );
  });
});

describe('an app that was not set up', () => {
  it('is not asked for: until its code was given the password is enough', async () => {
    const api = apiWith((await signIn()).cookie);
    const begun = await api.me.beginSecondFactor.mutate({ current });
    await expect(
      api.me.confirmSecondFactor.mutate({ code: await wrongCode(begun) }),
    ).rejects.toThrow('This is not the code');
    expect(await api.me.secondFactor.query()).toEqual({ isOn: false });
    expect((await signIn()).asksForCode).toBe(false);
  });

  it('is begun only by whoever knows the password', async () => {
    const api = apiWith((await signIn()).cookie);
    await expect(api.me.beginSecondFactor.mutate({ current: 'guessed' })).rejects.toThrow(
      'This is not your password',
    );
  });

  it('is not turned on past the audit trail', async () => {
    const { cookie } = await signIn();
    const begun = await apiWith(cookie).me.beginSecondFactor.mutate({ current });
    const answer = await post('/two-factor/verify-totp', { code: await codeNow(begun) }, cookie);
    expect(answer.status).toBe(400);
    for (const path of ['enable', 'disable', 'get-totp-uri', 'generate-backup-codes'])
      expect((await post(`/two-factor/${path}`, { password: current }, cookie)).status).toBe(404);
  });
});
