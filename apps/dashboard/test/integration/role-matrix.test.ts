import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { appRouter } from '../../src/server/trpc/router.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

type Role = Actor['role'];

/** The least role for each procedure; one that is not here fails the run. */
const procedures: Readonly<Record<Role, string>> = {
  viewer: `
    me.get me.sessions me.signOutOthers me.changePassword site.list site.flaws site.get
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
    accounts.links accounts.invite accounts.resetByLink accounts.withdraw
    activity.list storage.get
  `,
};

const named = (text: string): string[] => text.split(/\s+/).filter((name) => name !== '');
const roles = ['viewer', 'organiser', 'admin'] as const satisfies readonly Role[];
const rank = (role: Role): number => roles.indexOf(role);
const leastOf = new Map(
  roles.flatMap((role) => named(procedures[role]).map((name) => [name, role])),
);

/** What is served over HTTP under /api: the status of who asks without anything more to say. */
const routes: Readonly<Record<string, { nobody: number; organiser: number; admin: number }>> = {
  'GET /api/health': { nobody: 200, organiser: 200, admin: 200 },
  'GET /api/agents/authority': { nobody: 404, organiser: 404, admin: 404 },
  'POST /api/agents/enrol': { nobody: 400, organiser: 400, admin: 400 },
  'GET /api/agents/content/:digest': { nobody: 400, organiser: 400, admin: 400 },
  'GET /api/agents/images/:digest': { nobody: 400, organiser: 400, admin: 400 },
  'GET /api/agents/snapshots/:id': { nobody: 400, organiser: 400, admin: 400 },
  'PUT /api/agents/snapshots/:id': { nobody: 400, organiser: 400, admin: 400 },
  'ALL /api/auth/*': { nobody: 404, organiser: 404, admin: 404 },
  'ALL /api/trpc/*': { nobody: 404, organiser: 404, admin: 404 },
  'POST /api/account-links/open': { nobody: 400, organiser: 400, admin: 400 },
  'POST /api/account-links/accept': { nobody: 400, organiser: 400, admin: 400 },
  'POST /api/account-links/recover': { nobody: 400, organiser: 400, admin: 400 },
  'GET /api/room-preview/*': { nobody: 404, organiser: 404, admin: 404 },
  'POST /api/content': { nobody: 401, organiser: 400, admin: 400 },
  'GET /api/content/:digest': { nobody: 401, organiser: 404, admin: 404 },
  'POST /api/images': { nobody: 401, organiser: 403, admin: 400 },
  'POST /api/snapshots': { nobody: 401, organiser: 403, admin: 400 },
  'GET /api/snapshots/:id': { nobody: 401, organiser: 403, admin: 404 },
  'GET /api/audit/trail.csv': { nobody: 401, organiser: 403, admin: 200 },
  'GET /api/audit/chain': { nobody: 401, organiser: 403, admin: 200 },
};

let dashboard: RunningDashboard;
const cookies = new Map<string, string>();
beforeAll(async () => {
  dashboard = await runDashboard();
  cookies.set('organiser', await dashboard.signIn('alice'));
  cookies.set('admin', await dashboard.signIn('admin'));
});
afterAll(() => dashboard.stop());

/** What a procedure says to whoever asks without saying what for. */
const ask = async (name: string, role: Role | null): Promise<string> => {
  const actor: Actor | null =
    role === null ? null : { user: `a-${role}`, name: role, role, site: null, person: null };
  const caller = appRouter.createCaller({ deps: dashboard.deps, actor });
  const [group = '', procedure = ''] = name.split('.');
  const found = Reflect.get(Reflect.get(caller, group) as object, procedure) as (
    input?: unknown,
  ) => Promise<unknown>;
  try {
    await found();
    return 'answered';
  } catch (error) {
    return error instanceof TRPCError ? error.code : 'failed';
  }
};

describe('every procedure', () => {
  it('has a role that it takes at least, and there is no other', () => {
    const served = Object.keys(appRouter._def.procedures);
    expect([...leastOf.keys()].toSorted()).toEqual(served.toSorted());
  });

  it.each([...leastOf])('%s answers %ss and above, and nobody else', async (name, least) => {
    expect(await ask(name, null)).toBe('UNAUTHORIZED');
    for (const role of roles) {
      const said = await ask(name, role);
      if (rank(role) < rank(least)) expect(said, role).toBe('FORBIDDEN');
      else expect(['UNAUTHORIZED', 'FORBIDDEN', 'failed'], role).not.toContain(said);
    }
  });
});

describe('every route', () => {
  it('has an answer for everybody here, and there is no other', () => {
    expect(Object.keys(routes).toSorted()).toEqual([...new Set(dashboard.routes)].toSorted());
  });

  const cells = Object.entries(routes).flatMap(([route, answers]) =>
    Object.entries(answers).map(([who, status]) => ({ route, who, status })),
  );

  it.each(cells)('$route answers $who with $status', async ({ route, who, status }) => {
    const [method = '', at = ''] = route.split(' ');
    const path = at
      .replace(':digest', `sha256:${'0'.repeat(64)}`)
      .replace(':id', 'none')
      .replace('*', 'nothing');
    const cookie = cookies.get(who);
    const answer = await fetch(`${dashboard.url}${path}`, {
      method: method === 'ALL' ? 'GET' : method,
      headers: cookie === undefined ? {} : { cookie },
      ...(method === 'POST' || method === 'PUT' ? { body: '{}' } : {}),
    });
    await answer.arrayBuffer();
    expect(answer.status).toBe(status);
  });
});
