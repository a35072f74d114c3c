import { Readable } from 'node:stream';
import { type Digest, parse, RoomId } from '@nanoedge/protocol';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deployments, runs, snapshots } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { uploadContent } from '../../src/server/services/content/upload.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { getMeeting } from '../../src/server/services/meetings/get.ts';
import { removeContent } from '../../src/server/services/meetings/remove-content.ts';
import { removeMeeting } from '../../src/server/services/meetings/remove.ts';
import { restoreMeeting } from '../../src/server/services/meetings/restore.ts';
import { forgetOld } from '../../src/server/services/retention/forget-old.ts';
import { fillRuns } from './support/years.ts';
import { minutes, person, openWorld, site, type World } from './support/world.ts';

const dayMs = 86_400_000;
const kept = {
  events: 400,
  audit: 1_100,
  runs: 400,
  attendance: 400,
  meetings: 1_100,
  removed: 30,
};
const later = 35;

let world: World;
let alice: Actor;
/** Files are as old as the clock of the machine says: a world in 2027 sees them all as old. */
beforeEach(async () => {
  world = await openWorld();
  alice = await world.actor('alice');
});
afterEach(() => world.close());

const upload = async (text: string): Promise<Digest> =>
  (
    await uploadContent(world.deps, alice, {
      name: 'notes.md',
      declared: 'text/markdown',
      source: Readable.from([Buffer.from(text)]),
    })
  ).digest;
const meet = (inDays: number, digest: Digest) => {
  const startsAt = world.clock.now + inDays * dayMs;
  return createMeeting(world.deps, alice, {
    site,
    title: 'Budget',
    room: parse(RoomId, 'aurora', 'room'),
    startsAt,
    endsAt: startsAt + minutes(60),
    participants: [person('bob')],
    content: [{ kind: 'file', name: 'notes.md', digest }],
  });
};
const has = (digest: Digest) => world.deps.blobs.has(digest);
const round = () => forgetOld(world.deps, kept);

it('content goes when no meeting has had it for so long, that of a meeting to come never', async () => {
  const [unused, dropped, planned] = [await upload('a'), await upload('b'), await upload('c')];
  const first = await meet(100, dropped);
  await meet(200, planned);
  await round();
  const [item] = first.content;
  if (item === undefined) throw new Error('no content');
  world.clock.now += later * dayMs;
  await removeContent(world.deps, alice, { id: first.id, content: item.id });
  expect(await round()).toMatchObject({ contents: 1 });
  expect(await Promise.all([unused, dropped, planned].map(has))).toEqual([false, true, true]);
  world.clock.now += later * dayMs;
  expect(await round()).toMatchObject({ contents: 1 });
  expect(await Promise.all([dropped, planned].map(has))).toEqual([false, true]);
});

it('what a device is given stays, and so does what is put into a meeting again in time', async () => {
  const digest = await upload('again');
  await round();
  world.clock.now += 20 * dayMs;
  await meet(0.01, digest);
  await refreshDesired(world.deps, site);
  await round();
  world.clock.now += minutes(1);
  const given = (await world.desired('room')).content;
  expect(given).toContain(digest);
  expect(await Promise.all(given.map(has))).toEqual(given.map(() => true));
  world.clock.now += later * dayMs;
  expect(await round()).toMatchObject({ contents: 0 });
  expect(await has(digest)).toBe(true);
});

it('a removed meeting can be brought back for a month, with its content', async () => {
  const digest = await upload('minutes');
  const { id } = await meet(300, digest);
  await removeMeeting(world.deps, alice, { id });
  world.clock.now += 29 * dayMs;
  await round();
  await restoreMeeting(world.deps, alice, { id });
  expect((await getMeeting(world.deps, alice, { id })).content).toHaveLength(1);
  await removeMeeting(world.deps, alice, { id });
  world.clock.now += later * dayMs;
  expect(await round()).toMatchObject({ meetings: 1, contents: 0 });
  world.clock.now += later * dayMs;
  expect(await round()).toMatchObject({ contents: 1 });
  expect(await has(digest)).toBe(false);
});

it('runs that something still names stay, however old they are', async () => {
  const { db } = world.deps;
  await fillRuns(world, { count: 9, days: 9 });
  world.clock.now += 500 * dayMs;
  const [first, second] = await db.select().from(deployments).limit(2);
  if (first === undefined || second === undefined) throw new Error('no deployments');
  const of = (id: string, change: object) =>
    db.execute(
      sql`update runs set ${sql.join(
        Object.entries(change).map(([name, value]) => sql`${sql.identifier(name)} = ${value}`),
        sql`, `,
      )} where id = ${id}`,
    );
  await of('r1', { deployment: first.id });
  await of('r2', { state: 'running' });
  await of('r3', { kind: 'remove', deployment: second.id, snapshot: 's3' });
  await db.execute(sql`update deployments set change = 'r1' where id = ${first.id}`);
  const old = new Date(world.clock.now - 450 * dayMs);
  await db.update(deployments).set({ removedAt: old }).where(eq(deployments.id, second.id));
  await db.execute(sql`insert into snapshots (id, site, device, deployment, name, nanoservice,
    version, image_id, reason, taken_at, stored_at, bytes, content_bytes, files, digest,
    volumes_digest, manifest) values ('s3', 'demo', ${second.device}, ${second.id}, 'x', 'x', '1',
    'x', 'removal', 0, now(), 1, 1, 0, 'x', 'x', '{}')`);
  expect(await round()).toMatchObject({ runs: 6, deployments: 0 });
  const left = await db.select({ id: runs.id }).from(runs).orderBy(runs.id);
  expect(left.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
  await db.delete(snapshots);
  expect(await round()).toMatchObject({ runs: 1, deployments: 1 });
});
