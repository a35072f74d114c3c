import { WebSession } from '@nanoedge/client';
import { parse, SiteId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { sites } from '../../../src/server/db/schema/index.ts';
import type { RunningDashboard } from './dashboard.ts';

/**
 * Who can come to a dashboard: those of every site by their roles, an administrator of another
 * site, and an administrator whose account was disabled or who was signed out meanwhile.
 */
export const everybody = [
  'nobody',
  'viewer',
  'organiser',
  'admin',
  'other',
  'disabled',
  'signedOut',
] as const;
export type Who = (typeof everybody)[number];

/** A site without anything in it. */
export const annex = parse(SiteId, 'annex', 'site');

/** The cookies of everybody; of nobody it is empty. Makes the accounts, and the other site. */
export const cookiesOf = async (dashboard: RunningDashboard): Promise<Record<Who, string>> => {
  const { url, client, deps } = dashboard;
  const [demo] = await deps.db
    .select()
    .from(sites)
    .where(eq(sites.id, parse(SiteId, 'demo', 'site')));
  if (demo === undefined) throw new Error('there is no demo site');
  const plan = { ...demo.plan, zones: [], rooms: [] };
  await deps.db.insert(sites).values({ ...demo, id: annex, name: 'Annex', plan, documented: null });
  const admin = client('admin');
  const join = async (name: string, role: 'viewer' | 'admin', site: SiteId | null) => {
    const email = `${name}@example.org`;
    const wanted = { email, name, role, site, person: null };
    const { account, password } = await admin.ask((api) => api.accounts.create.mutate(wanted));
    return { id: account.id, cookie: await new WebSession({ url, email, password }).cookie() };
  };
  const disabled = await join('disabled', 'admin', null);
  const signedOut = await join('out', 'admin', null);
  await admin.ask((api) => api.accounts.disable.mutate({ account: disabled.id }));
  await admin.ask((api) => api.accounts.signOut.mutate({ account: signedOut.id }));
  return {
    nobody: '',
    viewer: (await join('viewer', 'viewer', null)).cookie,
    organiser: await dashboard.signIn('alice'),
    admin: await dashboard.signIn('admin'),
    other: (await join('other', 'admin', annex)).cookie,
    disabled: disabled.cookie,
    signedOut: signedOut.cookie,
  };
};
