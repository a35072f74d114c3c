import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { session, user } from '../../src/server/db/schema/index.ts';
import type { AccountView } from '../../src/server/services/accounts/view.ts';
import { type LinkLab, openLinkLab, sighting, type TestPage } from './support/link-lab.ts';
import { passwords } from './support/demo.ts';

let lab: LinkLab;
beforeEach(async () => {
  lab = await openLinkLab();
});
afterEach(() => lab.close());

const admin = () => lab.dashboard.client('admin');
const accountOf = async (email: string): Promise<AccountView> => {
  const accounts = await admin().ask((api) => api.accounts.list.query());
  const found = accounts.find((one) => one.email === email);
  if (found === undefined) throw new Error(`no account ${email}`);
  return found;
};
const alice = (): Promise<AccountView> => accountOf('alice@example.org');

const watching = async (cookie: string): Promise<TestPage> => {
  const page = await lab.browse(cookie);
  await page.subscribe();
  return page;
};
/** As somebody who lost a right may hope. */
const inTwoSeconds = { timeout: 2_000 };
const lost = (page: TestPage) => () => page.seen.lost;

const isSignedIn = async (cookie: string): Promise<boolean> => {
  const answer = await fetch(`${lab.dashboard.url}/api/trpc/me.get`, { headers: { cookie } });
  return answer.status === 200;
};
const signIn = async (password: string): Promise<number> => {
  const body = { email: 'alice@example.org', password };
  const headers = { origin: lab.dashboard.url };
  return (await lab.dashboard.post('/api/auth/sign-in/email', body, headers)).status;
};
const audited = async (): Promise<string[]> => {
  const { rows } = await admin().ask((api) => api.activity.list.query({ kind: 'changes' }));
  return rows.map(({ action, summary }) => `${action}: ${summary}`);
};

describe('an account', () => {
  it('is made by an administrator, and opens with the password that was told once', async () => {
    const wanted = {
      email: 'Dora@Example.org',
      name: 'Dora',
      role: 'organiser',
      person: null,
    } as const;
    const { account, password } = await admin().ask((api) => api.accounts.create.mutate(wanted));
    expect(account).toMatchObject({ email: 'dora@example.org', role: 'organiser', sessions: 0 });
    const body = { email: 'dora@example.org', password };
    const headers = { origin: lab.dashboard.url };
    const signedIn = await lab.dashboard.post('/api/auth/sign-in/email', body, headers);
    expect(signedIn.status).toBe(200);
    await expect(admin().ask((api) => api.accounts.create.mutate(wanted))).rejects.toThrow(
      'There is an account with this e-mail',
    );
    const nobody = { ...wanted, email: 'eve@example.org', person: 'not-there' as never };
    await expect(admin().ask((api) => api.accounts.create.mutate(nobody))).rejects.toThrow(
      'not there any more',
    );
    expect(await audited()).toContainEqual(expect.stringContaining('create: '));
  });

  it('that is disabled is signed out, its links end, and nobody signs in with it until it is enabled', async () => {
    const page = await watching(lab.alice);
    const others = await watching(lab.admin);
    const { id } = await alice();
    const closed = await admin().ask((api) => api.accounts.disable.mutate({ account: id }));
    expect(closed).toMatchObject({ sessions: 0, disabledAt: expect.any(Number) as unknown });
    await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
    expect(await isSignedIn(lab.alice)).toBe(false);
    await expect(lab.browse(lab.alice)).rejects.toThrow('not signed in');
    expect(await signIn(passwords.alice)).not.toBe(200);
    expect(others.seen.lost).toEqual([]);
    await admin().ask((api) => api.accounts.enable.mutate({ account: id }));
    expect(await signIn(passwords.alice)).toBe(200);
    expect(await audited()).toEqual(
      expect.arrayContaining([
        'disable: Disabled the account of Alice Martin',
        'enable: Enabled the account of Alice Martin',
      ]),
    );
  });

  it('whose session came about while it was disabled is signed out all the same', async () => {
    const { id } = await alice();
    await lab.dashboard.deps.db.update(user).set({ disabledAt: new Date() }).where(eq(user.id, id));
    expect(await isSignedIn(lab.alice)).toBe(false);
    await expect(lab.browse(lab.alice)).rejects.toThrow('not signed in');
  });

  it('that gets another password is signed out, and the old one is of no use', async () => {
    const page = await watching(lab.alice);
    const { id } = await alice();
    const { password } = await admin().ask((api) =>
      api.accounts.resetPassword.mutate({ account: id }),
    );
    await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
    expect(await isSignedIn(lab.alice)).toBe(false);
    expect(await signIn(passwords.alice)).toBe(401);
    expect(await signIn(password)).toBe(200);
    expect((await audited()).join()).not.toContain(password);
  });

  it('that is signed out everywhere loses all its sessions and links, and may sign in again', async () => {
    const second = await lab.dashboard.signIn('alice');
    const pages = [await watching(lab.alice), await watching(second)];
    const { id } = await alice();
    await admin().ask((api) => api.accounts.signOut.mutate({ account: id }));
    for (const page of pages) await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
    expect([await isSignedIn(lab.alice), await isSignedIn(second)]).toEqual([false, false]);
    expect(await signIn(passwords.alice)).toBe(200);
  });

  it('that is no administrator any more gets not one key more, and comes again without', async () => {
    const { id } = await alice();
    await admin().ask((api) => api.accounts.setRole.mutate({ account: id, role: 'admin' }));
    const entrance = await lab.agent('entrance');
    const asAdmin = await watching(lab.alice);
    const witness = await watching(lab.admin);
    await entrance.socket.emitWithAck('events', { events: [sighting(1)] });
    await vi.waitFor(() => expect(asAdmin.seen.events).toHaveLength(1));
    await admin().ask((api) => api.accounts.setRole.mutate({ account: id, role: 'viewer' }));
    await entrance.socket.emitWithAck('events', { events: [sighting(2)] });
    await vi.waitFor(() => expect(witness.seen.events).toHaveLength(2));
    await expect.poll(lost(asAdmin), inTwoSeconds).toHaveLength(1);
    expect(asAdmin.seen.events).toHaveLength(1);
    const again = await lab.browse(lab.alice);
    const { events } = await again.subscribe();
    expect(events.map(({ body }) => 'key' in body && body.key)).toEqual(['c0...02', 'c0...02']);
  });

  it('of one’s own is not closed or lowered by oneself, so that there is always an administrator', async () => {
    const account = (await accountOf('admin@example.org')).id;
    const disabling = admin().ask((api) => api.accounts.disable.mutate({ account }));
    await expect(disabling).rejects.toThrow('This is your own account.');
    const lowering = admin().ask((api) => api.accounts.setRole.mutate({ account, role: 'viewer' }));
    await expect(lowering).rejects.toThrow('This is your own account.');
  });

  it('of two administrators who disable each other at once leaves one', async () => {
    const [one, two] = [await accountOf('admin@example.org'), await alice()];
    await admin().ask((api) => api.accounts.setRole.mutate({ account: two.id, role: 'admin' }));
    const other = lab.dashboard.client('alice');
    await other.ask((api) => api.accounts.list.query());
    await Promise.allSettled([
      admin().ask((api) => api.accounts.disable.mutate({ account: two.id })),
      other.ask((api) => api.accounts.disable.mutate({ account: one.id })),
    ]);
    const open = await lab.dashboard.deps.db.select().from(user).where(eq(user.role, 'admin'));
    expect(open.filter(({ disabledAt }) => disabledAt === null)).toHaveLength(1);
  });

  it('is nobody’s business who is no administrator', async () => {
    const account = (await alice()).id;
    const headers = { cookie: lab.alice, origin: lab.dashboard.url };
    const list = await fetch(`${lab.dashboard.url}/api/trpc/accounts.list`, { headers });
    expect(list.status).toBe(403);
    for (const act of ['disable', 'enable', 'setRole', 'resetPassword', 'signOut']) {
      const input = { account, role: 'admin' };
      const answer = await lab.dashboard.post(`/api/trpc/accounts.${act}`, input, headers);
      expect([act, answer.status]).toEqual([act, 403]);
    }
  });
});

describe('a link', () => {
  it('ends when its page signs out', async () => {
    const page = await watching(lab.alice);
    const headers = { cookie: lab.alice, origin: lab.dashboard.url };
    await lab.dashboard.post('/api/auth/sign-out', {}, headers);
    await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
  });

  it.each([
    ['was ended by another dashboard or by hand', { gone: true }],
    ['has expired', { gone: false }],
  ])('ends when its session %s', async (_, { gone }) => {
    const page = await watching(lab.alice);
    const others = await watching(lab.admin);
    const { id } = await alice();
    const { db } = lab.dashboard.deps;
    const own = eq(session.userId, id);
    await (gone
      ? db.delete(session).where(own)
      : db
          .update(session)
          .set({ expiresAt: new Date(Date.now() - 1) })
          .where(own));
    await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
    expect(others.seen.lost).toEqual([]);
  });

  it('ends when its person is deleted', async () => {
    const page = await watching(lab.alice);
    await admin().ask((api) => api.people.remove.mutate({ id: 'alice' }));
    await expect.poll(lost(page), inTwoSeconds).toHaveLength(1);
  });
});
