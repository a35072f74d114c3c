/**
 * Every procedure × everybody: nobody, a viewer, an organiser and an administrator of every site,
 * and an administrator of another site. A new procedure gets the least role that may ask it in
 * `procedures`; it is about something of one site, which is not there for those of another, unless
 * it stands in `ofNoSite` too. What it is asked about is in `support/demo-things.ts`: a field that
 * no procedure had before gets a value there.
 */
import { TRPCError } from '@trpc/server';
import type * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../src/policy/roles.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { appRouter } from '../../src/server/trpc/router.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';
import { addDemoThings, askedOf, type DemoThings } from './support/demo-things.ts';
import { annex, cookiesOf } from './support/everybody.ts';

type Role = Actor['role'];

/** The least role for each procedure; one that is not here fails the run. */
const procedures: Readonly<Record<Role, string>> = {
  viewer: `
    me.get me.sessions me.signOutOthers me.changePassword
    me.secondFactor me.beginSecondFactor me.confirmSecondFactor me.endSecondFactor site.list site.flaws site.get
    meetings.list meetings.get meetings.attendance meetings.availability
    people.list devices.list devices.get devices.drill
    nanoservices.matrix nanoservices.abilities nanoservices.titles nanoservices.releases
    deployments.get deployments.around deployments.places deployments.count deployments.preflight
    calibration.get runs.list runs.get snapshots.list snapshots.get
    events.list journeys.list journeys.here journeys.get
  `,
  organiser: `
    meetings.create meetings.update meetings.remove meetings.restore
    meetings.addContent meetings.removeContent meetings.reorderContent
  `,
  admin: `
    site.settings site.update site.keys site.changeKeys
    plan.get plan.save plan.check
    people.create people.update people.removed people.remove people.restore people.addKey people.removeKey
    devices.update devices.beginDrill devices.screens devices.approveScreen devices.revokeScreen devices.rejoin devices.revoke
    devices.startOver devices.expect
    nanoservices.manifest nanoservices.create nanoservices.sign
    deployments.log deployments.add deployments.change deployments.restart deployments.remove deployments.terminateAll deployments.undo
    calibration.progress calibration.teach calibration.cancel calibration.finish calibration.undo
    registries.list registries.add registries.replace registries.try registries.remove
    runs.cancel snapshots.restore snapshots.remove snapshots.setRetention snapshots.reclaim
    simulation.people simulation.walk simulation.leave simulation.clear
    accounts.list accounts.create accounts.disable accounts.enable accounts.setRole accounts.resetPassword accounts.signOut
    accounts.endSecondFactor accounts.links accounts.invite accounts.resetByLink accounts.withdraw
    activity.list storage.get
  `,
};

/** What is about no one site: answered to those of one site too, or for those of every site alone. */
const ofNoSite = {
  answered: `
    me.get me.sessions me.signOutOthers me.changePassword
    me.secondFactor me.beginSecondFactor me.confirmSecondFactor me.endSecondFactor site.list
    nanoservices.titles nanoservices.releases accounts.list accounts.links
  `,
  refused: `
    nanoservices.manifest nanoservices.create nanoservices.sign
    registries.list registries.add registries.replace registries.try registries.remove
  `,
} as const;

/** Their own password is not the one that is said, and no second factor was begun. */
const codesOfSecrets: Readonly<Record<string, string>> = {
  'me.changePassword': 'BAD_REQUEST',
  'me.beginSecondFactor': 'BAD_REQUEST',
  'me.endSecondFactor': 'BAD_REQUEST',
  'me.confirmSecondFactor': 'CONFLICT',
};

const named = (text: string): string[] => text.split(/\s+/).filter((name) => name !== '');
const rank = (role: Role): number => roles.indexOf(role);
const leastOf = new Map(
  roles.flatMap((role) => named(procedures[role]).map((name) => [name, role])),
);
const [answered, refused] = [named(ofNoSite.answered), named(ofNoSite.refused)];
const ofSites = [...leastOf.keys()].filter((name) => ![...answered, ...refused].includes(name));

let dashboard: RunningDashboard;
let things: DemoThings;
let admin: Actor;
let other: Actor;
beforeAll(async () => {
  dashboard = await runDashboard();
  await cookiesOf(dashboard);
  const accounts = await dashboard.client('admin').ask((api) => api.accounts.list.query());
  const actorOf = (email: string): Actor => {
    const { id = '', name = '' } = accounts.find((one) => one.email === email) ?? {};
    return { user: id, name, role: 'admin', site: null, person: null };
  };
  admin = actorOf('admin@example.org');
  other = { ...actorOf('other@example.org'), site: annex };
  things = await addDemoThings(dashboard.deps, admin);
});
afterAll(() => dashboard.stop());

const as = (role: Role): Actor => ({
  user: `a-${role}`,
  name: role,
  role,
  site: null,
  person: null,
});

interface Said {
  code: string;
  value?: unknown;
}

/** What a procedure says to whoever asks. */
const ask = async (
  name: string,
  actor: Actor | null,
  { input, deps = dashboard.deps }: { input?: unknown; deps?: typeof dashboard.deps } = {},
): Promise<Said> => {
  const caller = appRouter.createCaller({ deps, actor });
  const [group = '', procedure = ''] = name.split('.');
  const found = Reflect.get(Reflect.get(caller, group) as object, procedure) as (
    input?: unknown,
  ) => Promise<unknown>;
  try {
    return { code: 'answered', value: await found(input) };
  } catch (error) {
    return { code: error instanceof TRPCError ? error.code : 'failed' };
  }
};

/** What it is asked about the demo site; undefined for one that is asked nothing. */
const inputOf = (name: string): unknown => {
  const served: Record<string, unknown> = appRouter._def.procedures;
  const { _def } = served[name] as { _def: { inputs?: z.ZodMiniType[] } };
  const [schema] = _def.inputs ?? [];
  return schema === undefined ? undefined : schema.parse(askedOf(things, name));
};

class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

/** What it says to an administrator of every site; what it changes is taken back. */
const askAndTakeBack = async (name: string): Promise<Said> => {
  let said: Said = { code: 'failed' };
  await dashboard.deps.db
    .transaction(async (tx) => {
      const db = tx as unknown as typeof dashboard.deps.db;
      // A refresh that the dashboard has begun would wait for this transaction, and it for that
      const deps = { ...dashboard.deps, db, refreshes: new Map() };
      said = await ask(name, admin, { input: inputOf(name), deps });
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  return said;
};

describe('every procedure', () => {
  it('has a role that it takes at least, and there is no other', () => {
    const served = Object.keys(appRouter._def.procedures);
    expect([...leastOf.keys()].toSorted()).toEqual(served.toSorted());
  });

  it.each([...leastOf])('%s answers %ss and above, and nobody else', async (name, least) => {
    expect((await ask(name, null)).code).toBe('UNAUTHORIZED');
    for (const role of roles) {
      const { code } = await ask(name, as(role));
      if (rank(role) < rank(least)) expect(code, role).toBe('FORBIDDEN');
      else expect(['UNAUTHORIZED', 'FORBIDDEN', 'failed'], role).not.toContain(code);
    }
  });
});

describe('an administrator of another site', () => {
  it.each(ofSites)('hears from %s that there is no such thing, though there is', async (name) => {
    expect((await ask(name, other, { input: inputOf(name) })).code).toBe('NOT_FOUND');
    const { code } = await askAndTakeBack(name);
    expect(['NOT_FOUND', 'UNAUTHORIZED', 'FORBIDDEN', 'failed']).not.toContain(code);
  });

  it.each(answered)('hears nothing of the demo site from %s', async (name) => {
    const { code, value } = await ask(name, other, { input: inputOf(name) });
    expect(code).toBe(codesOfSecrets[name] ?? 'answered');
    expect(JSON.stringify(value ?? null)).not.toMatch(/"demo"|alice@|Demo building/);
  });

  it.each(refused)('may not ask %s, which is about every site', async (name) => {
    expect((await ask(name, other)).code).toBe('FORBIDDEN');
  });
});
