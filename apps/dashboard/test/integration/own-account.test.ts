import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { AppRouter } from '../../src/server/trpc/router.ts';
import { passwords } from './support/demo.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
beforeEach(async () => {
  dashboard = await runDashboard(undefined, { trustedProxies: ['127.0.0.1'] });
});
afterEach(() => dashboard.stop());

const email = 'alice@example.org';
const password = 'a password of my own';

/** A browser of Alice's, at an address of its own. */
const browse = async (address: string, typed: string = passwords.alice) => {
  const headers = { origin: dashboard.url, 'x-forwarded-for': address };
  const answer = await dashboard.post(
    '/api/auth/sign-in/email',
    { email, password: typed },
    { ...headers, 'user-agent': `Browser at ${address}` },
  );
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const url = `${dashboard.url}/api/trpc`;
  const api = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url, headers: { ...headers, cookie } })],
  });
  return { status: answer.status, api, cookie, headers };
};
const isIn = async ({ api }: Awaited<ReturnType<typeof browse>>): Promise<boolean> =>
  api.me.get.query().then(
    () => true,
    () => false,
  );
const audited = async (): Promise<string[]> => {
  const { rows } = await dashboard.client('admin').ask((api) => api.activity.list.query({}));
  return rows.map(({ action, summary }) => `${action}: ${summary}`);
};

describe('an own account', () => {
  it('says where it is signed in, this session first, and of nobody else', async () => {
    await dashboard.client('admin').ask((api) => api.me.get.query());
    const first = await browse('198.51.100.1');
    const second = await browse('198.51.100.2');
    const [here, other, ...more] = await first.api.me.sessions.query();
    expect(here).toMatchObject({ isThis: true, address: '198.51.100.1' });
    expect(other).toMatchObject({
      isThis: false,
      address: '198.51.100.2',
      program: 'Browser at 198.51.100.2',
    });
    expect(more).toEqual([]);
    expect((await second.api.me.sessions.query())[0]?.id).toBe(other?.id);
  });

  it('is signed out everywhere else, and stays signed in here', async () => {
    const [here, other] = [await browse('198.51.100.1'), await browse('198.51.100.2')];
    expect(await here.api.me.signOutOthers.mutate()).toMatchObject([{ isThis: true }]);
    expect([await isIn(here), await isIn(other)]).toEqual([true, false]);
    expect(await audited()).toContain('sign-out: Signed out everywhere else');
    expect((await browse('198.51.100.2')).status).toBe(200);
  });

  it('gets another password from whoever knows the one before, which is good no more', async () => {
    const [here, other] = [await browse('198.51.100.1'), await browse('198.51.100.2')];
    const changed = await here.api.me.changePassword.mutate({ current: passwords.alice, password });
    expect(changed).toMatchObject([{ isThis: true }]);
    expect([await isIn(here), await isIn(other)]).toEqual([true, false]);
    expect((await browse('198.51.100.3')).status).toBe(401);
    expect((await browse('198.51.100.3', password)).status).toBe(200);
    expect(await audited()).toContain(
      'change-password: Chose another password, and signed out everywhere else',
    );
  });

  it.each([
    {
      when: 'the one before is wrong',
      current: 'not it',
      chosen: password,
      why: 'not your password',
    },
    {
      when: 'it is the one before',
      current: passwords.alice,
      chosen: passwords.alice,
      why: 'have',
    },
    { when: 'it is too short', current: passwords.alice, chosen: 'short', why: '10 to 128 char' },
  ])('keeps its password when $when', async ({ current, chosen, why }) => {
    const [here, other] = [await browse('198.51.100.1'), await browse('198.51.100.2')];
    const change = here.api.me.changePassword.mutate({ current, password: chosen });
    await expect(change).rejects.toThrow(why);
    expect(await isIn(other)).toBe(true);
    expect((await browse('198.51.100.3')).status).toBe(200);
  });

  it('is kept from whoever found it open and guesses at its password', async () => {
    const here = await browse('198.51.100.1');
    const guess = (current: string) => here.api.me.changePassword.mutate({ current, password });
    for (let turn = 0; turn < 10; turn += 1)
      await expect(guess(`guess ${String(turn)}`)).rejects.toThrow('This is not your password');
    await expect(guess(passwords.alice)).rejects.toMatchObject({ data: { httpStatus: 429 } });
    expect(await audited()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^refused: Refused another password of their own/),
      ]),
    );
  });

  it.each([
    '/change-password',
    '/change-password/',
    '/verify-password',
    '/update-user',
    '/change-email',
    '/list-sessions',
    '/revoke-sessions',
    '/request-password-reset',
    '/sign-up/email',
  ])('is not reached beside the limits and the audit trail, by %s', async (path) => {
    // At an address of its own: so early an asker is told to wait, whatever they ask for
    const { cookie, headers } = await browse(`203.0.113.${String(path.length)}`);
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${dashboard.url}/api/auth${path}`, {
        method,
        headers: { ...headers, cookie, 'content-type': 'application/json' },
        ...(method === 'POST'
          ? {
              body: JSON.stringify({
                email,
                name: 'Mallory',
                newEmail: 'mallory@example.org',
                currentPassword: passwords.alice,
                newPassword: password,
                password: passwords.alice,
              }),
            }
          : {}),
      });
      expect(answer.status).toBe(404);
    }
    expect((await browse('198.51.100.2')).status).toBe(200);
  });
});
