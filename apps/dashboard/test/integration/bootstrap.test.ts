import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Digest, parse } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { importArchives } from '../../src/server/bootstrap/import-archives.ts';
import {
  account,
  devices,
  identityKeys,
  people,
  user,
  runs,
} from '../../src/server/db/schema/index.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { removeKey } from '../../src/server/services/people/remove-key.ts';
import { updatePerson } from '../../src/server/services/people/update.ts';
import { listPeople } from '../../src/server/services/people/list.ts';
import { demoForTests } from './support/demo.ts';
import { dockerEntries, makeImage, tarOf } from '@nanoedge/archive/testing';
import { device, openWorld, person, site, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await refreshDesired(world.deps, site);
});
afterAll(() => world.close());

describe('applying a bootstrap document again', () => {
  it('changes nothing when nothing changed', async () => {
    const before = await world.deps.db.select().from(account);
    await applyBootstrap(world.deps.db, demoForTests());
    expect(await world.deps.db.select().from(account)).toEqual(before);
    expect(await refreshDesired(world.deps, site)).toEqual([]);
  });

  it('makes a new image what every deployment should run, each by a run that can be rolled back', async () => {
    await applyBootstrap(world.deps.db, demoForTests('2'));
    expect((await refreshDesired(world.deps, site)).toSorted()).toEqual([
      'closet',
      'corridor',
      'entrance',
      'room',
    ]);
    const desired = await world.desired('room');
    expect(desired.revision).toBe(2);
    expect(desired.deployments.map(({ release }) => release.version)).toEqual([
      '0.1.2',
      '0.1.2',
      '0.1.2',
    ]);
    const begun = await world.deps.db.select().from(runs);
    expect(
      begun
        .filter(({ device }) => device === 'room')
        .map(({ id, kind, state, requestedBy, before }) => [
          id,
          kind,
          state,
          requestedBy,
          before !== null,
        ]),
    ).toEqual(
      expect.arrayContaining(
        desired.deployments.map(({ change }) => [change, 'change', 'queued', 'nanoedge', true]),
      ),
    );
  });

  it('leaves people, their keys and passwords to their owners', async () => {
    const admin = await world.actor('admin');
    const [bob] = await listPeople(world.deps, admin, { site, query: 'Bob' });
    await updatePerson(world.deps, admin, { id: person('bob'), name: 'Robert Okafor' });
    await removeKey(world.deps, admin, { person: person('bob'), key: bob?.keys[0]?.id ?? '' });
    await applyBootstrap(world.deps.db, demoForTests('2'));
    expect(
      await world.deps.db
        .select({ name: people.name })
        .from(people)
        .where(eq(people.id, person('bob'))),
    ).toEqual([{ name: 'Robert Okafor' }]);
    expect(
      await world.deps.db
        .select()
        .from(identityKeys)
        .where(eq(identityKeys.person, person('bob'))),
    ).toEqual([]);
  });

  it('lets a device enrol again with a join key that it says anew, and with no old one', async () => {
    const joinOf = async () => {
      const [row] = await world.deps.db
        .select({ hash: devices.joinKeyHash, used: devices.joinKeyUsedAt })
        .from(devices)
        .where(eq(devices.id, device('room')));
      return row;
    };
    const used = new Date();
    await world.deps.db
      .update(devices)
      .set({ publicKey: 'enrolled', joinKeyUsedAt: used })
      .where(eq(devices.id, device('room')));
    const before = await joinOf();
    await applyBootstrap(world.deps.db, demoForTests('2'));
    expect(await joinOf()).toEqual(before);
    const changed = demoForTests('2');
    await applyBootstrap(world.deps.db, {
      ...changed,
      devices: changed.devices.map((one) => ({ ...one, joinKey: `another-join-key-of-${one.id}` })),
    });
    expect(await joinOf()).toMatchObject({ used: null });
    expect((await joinOf())?.hash).not.toBe(before?.hash);
  });

  it('stores no password and no join key as it is', async () => {
    const stored = JSON.stringify([
      await world.deps.db.select().from(account),
      await world.deps.db.select().from(user),
      await world.deps.db.select().from(devices),
    ]);
    expect(stored).not.toContain('password-1');
    expect(stored).not.toContain('join-key-of');
  });
});

describe('image archives of the document', () => {
  it('are taken in once, so that devices can fetch them; one that cannot be read stops nothing', async () => {
    const made = await makeImage();
    const folder = await mkdtemp(path.join(tmpdir(), 'nanoedge-archives-'));
    const archive = path.join(folder, 'meeting-room.tar');
    await writeFile(archive, await tarOf(dockerEntries(made)));
    const imageId = parse(Digest, made.imageId, 'image id');
    const demo = demoForTests('3');
    const document = {
      ...demo,
      releases: demo.releases.map((release) =>
        release.nanoservice === 'meeting-room'
          ? { ...release, imageId, archive }
          : { ...release, archive: path.join(folder, 'none.tar') },
      ),
    };
    await applyBootstrap(world.deps.db, document);
    await importArchives(world.deps, document);
    await rm(folder, { recursive: true });
    await applyBootstrap(world.deps.db, document);
    await importArchives(world.deps, document);
    await refreshDesired(world.deps, site);
    const { deployments } = await world.desired('room');
    expect(
      deployments.map(
        ({ release: { archive: is } }) => is?.layers.map((layer) => layer.digest) ?? null,
      ),
    ).toEqual([null, made.diffIds, null]);
    for (const digest of made.diffIds)
      expect(await world.deps.images.size(parse(Digest, digest, 'digest'))).not.toBeNull();
  });
});
