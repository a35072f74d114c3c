import type { DesiredState } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { changeOldKeys, changeSiteKeys } from '../../src/server/services/site-keys/change.ts';
import { Forbidden } from '../../src/server/services/errors.ts';
import { getSiteKeys } from '../../src/server/services/site-keys/get.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { type DeploymentLab, openDeploymentLab } from './support/deployment-lab.ts';
import { site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  await refreshDesired(world.deps, site);
});
afterAll(() => lab.close());

const controller = 'main-controller';
const engine = 'authentication-engine';

const keysOf = ({ keys }: DesiredState, id: string) =>
  Object.entries(keys).find(([deployment]) => deployment === id)?.[1];

/** Under what the controller calls the engine, and what the engine hears. */
const edge = async () => {
  const desired = await world.desired('closet');
  const calls = Object.entries(keysOf(desired, controller)?.calls ?? {});
  return {
    called: calls.find(([name]) => name === engine)?.[1],
    heard: (keysOf(desired, engine)?.heard ?? [])
      .filter(({ peer }) => peer === controller)
      .map(({ secret }) => secret),
  };
};

describe('the keys of a site', () => {
  it('are those of the edges, and say what a caller may ask', async () => {
    const { called, heard } = await edge();
    expect(called).toMatch(/^[0-9a-f]{64}$/);
    expect(heard).toContain(called);
    const [first] = keysOf(await world.desired('closet'), engine)?.heard ?? [];
    expect(first?.may).toEqual(['POST /identify', 'POST /keys', 'GET /roster']);
  });

  it('change without a moment in which a device that has not heard of it is not heard', async () => {
    const before = await edge();
    world.clock.now += 60_000;
    const { changedAt } = await changeSiteKeys(world.deps, admin, { site, atOnce: false });
    expect(changedAt).toBe(world.clock.now);
    const after = await edge();
    expect(after.called).not.toBe(before.called);
    expect(after.heard).toContain(before.called);
    expect(before.heard).toContain(after.called);
  });

  it('are worth nothing any more when they are changed at once', async () => {
    const before = await edge();
    await changeSiteKeys(world.deps, admin, { site, atOnce: true });
    const after = await edge();
    expect(after.heard).not.toContain(before.called);
    expect(before.heard).not.toContain(after.called);
    expect(after.heard).toContain(after.called);
  });

  it('are changed after 30 days by themselves, and not before', async () => {
    const { changedAt } = await getSiteKeys(world.deps, admin, { site });
    const day = 24 * 3_600_000;
    world.clock.now = (changedAt ?? 0) + 30 * day;
    await changeOldKeys(world.deps);
    expect(await getSiteKeys(world.deps, admin, { site })).toEqual({ changedAt });
    world.clock.now += 1;
    await changeOldKeys(world.deps);
    expect(await getSiteKeys(world.deps, admin, { site })).toEqual({ changedAt: world.clock.now });
  });

  it('are changed by administrators only', async () => {
    const alice: Actor = { ...admin, role: 'organiser' };
    await expect(changeSiteKeys(world.deps, alice, { site, atOnce: false })).rejects.toThrow(
      Forbidden,
    );
    await expect(getSiteKeys(world.deps, alice, { site })).rejects.toThrow(Forbidden);
  });
});
