import { dayMs, personUndoDays } from '@nanoedge/base';
import { EventBody, IdentityKey, Journey, type MeetingId, parse, RoomId } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import {
  account,
  attendances,
  audit,
  events,
  identityKeys,
  journeys,
  meetings,
  people,
  session,
  user,
} from '../../src/server/db/schema/index.ts';
import { SignInLimit } from '../../src/server/auth/sign-in-limit.ts';
import { createAuth } from '../../src/server/auth/auth.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { meetingAttendance } from '../../src/server/services/meetings/attendance.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { getMeeting } from '../../src/server/services/meetings/get.ts';
import { updateMeeting } from '../../src/server/services/meetings/update.ts';
import { addKey } from '../../src/server/services/people/add-key.ts';
import { forgetPeople } from '../../src/server/services/people/forget.ts';
import { listRemovedPeople } from '../../src/server/services/people/list-removed.ts';
import { listPeople } from '../../src/server/services/people/list.ts';
import { removePerson } from '../../src/server/services/people/remove.ts';
import { restorePerson } from '../../src/server/services/people/restore.ts';
import { AddKeyInput } from '../../src/server/services/people/schema.ts';
import { updatePerson } from '../../src/server/services/people/update.ts';
import { demoForTests, passwords } from './support/demo.ts';
import { refusal, refusalOf } from './support/refusal.ts';
import { device, minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
let [admin, alice]: Actor[] = [];
const aurora = parse(RoomId, 'aurora', 'room');
const [bob, carl, ann] = [person('bob'), person('carl'), person('alice')];

beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
  alice = await world.actor('alice');
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = noon;
  await world.deps.db.delete(meetings);
});

const meet = (day: number, organiser = admin, participants = [bob, carl]) =>
  createMeeting(world.deps, organiser as Actor, {
    site,
    title: `Day ${String(day)}`,
    room: aurora,
    startsAt: noon + day * dayMs,
    endsAt: noon + day * dayMs + minutes(60),
    participants,
    content: [],
  });
const read = (id: Parameters<typeof getMeeting>[2]['id']) =>
  getMeeting(world.deps, admin as Actor, { id });
const remove = (id = bob) => removePerson(world.deps, admin as Actor, { id });
const restore = (id = bob) => restorePerson(world.deps, admin as Actor, { id });
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);
const listed = async () => idsOf(await listPeople(world.deps, admin as Actor, { site }));

/** What a device said of the journey, as it is stored. */
const tellHistory = async (meeting: MeetingId, snapshot: Journey): Promise<void> => {
  const { db } = world.deps;
  const own = { site, device: device('closet') };
  await db.insert(journeys).values({
    ...own,
    id: snapshot.id,
    state: snapshot.state,
    active: false,
    person: bob,
    startedAt: noon,
    updatedAt: noon,
    believedUntil: noon,
    snapshot,
  });
  await db.insert(attendances).values({
    meeting,
    journey: snapshot.id,
    person: bob,
    cameAt: noon,
    saidAt: noon,
    believedUntil: noon,
  });
  const body = parse(
    EventBody,
    { type: 'journey.updated', at: noon, journey: snapshot.id, snapshot },
    'event',
  );
  await db.insert(events).values({
    ...own,
    seq: 9001,
    type: body.type,
    journey: snapshot.id,
    at: noon,
    body,
    receivedAt: new Date(noon),
  });
};

describe('somebody with three meetings to come', () => {
  it('can be deleted: their keys are gone at once, and the meetings say so and go on', async () => {
    const ids = [];
    for (const day of [1, 2, 3]) ids.push((await meet(day)).id);
    await refreshDesired(world.deps, site);
    const before = await world.desired('closet');
    const knows = (roster: unknown) => JSON.stringify(roster).includes('"bob"');
    expect(knows(before)).toBe(true);
    world.told.changed.length = 0;
    const removed = await remove();
    expect(removed).toMatchObject({
      id: 'bob',
      removedBy: admin?.name,
      until: noon + personUndoDays * dayMs,
    });
    const after = await world.desired('closet');
    expect(knows(after)).toBe(false);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(world.told.changed).toEqual(expect.arrayContaining(['people', 'meetings']));
    const { db } = world.deps;
    expect(await db.select().from(identityKeys).where(eq(identityKeys.person, bob))).toEqual([]);
    expect(await listed()).not.toContain('bob');
    for (const id of ids) {
      const meeting = await read(id);
      expect(idsOf(meeting.participants)).toEqual(['carl']);
      expect(meeting.deletedParticipants).toMatchObject([{ id: 'bob', name: removed.name }]);
    }
    expect((await refusalOf(remove())).kind).toBe('not-found');
    const update = updatePerson(world.deps, admin as Actor, { id: bob, name: 'Robert' });
    expect((await refusalOf(update)).kind).toBe('not-found');
    expect((await refusal(meet(5))).field).toBe('participants');
    await restore();
  });

  it('comes back with keys and meetings, also into one that was edited meanwhile', async () => {
    const keys = async () =>
      (await listPeople(world.deps, admin as Actor, { site })).find(({ id }) => id === bob)?.keys
        .length;
    const before = await keys();
    const meeting = await meet(1);
    await remove();
    const open = await read(meeting.id);
    await updateMeeting(world.deps, admin as Actor, {
      id: meeting.id,
      participants: [carl, ann],
      base: { version: open.version, participants: [carl] },
    });
    const back = await restore();
    expect(back).toMatchObject({ person: { id: 'bob' }, lostKeys: 0 });
    expect(await keys()).toBe(before);
    expect(idsOf((await read(meeting.id)).participants).toSorted()).toEqual([
      'alice',
      'bob',
      'carl',
    ]);
    expect(await listRemovedPeople(world.deps, admin as Actor, { site })).toEqual([]);
  });

  it('does not get a key back that somebody else carries by now', async () => {
    const { db } = world.deps;
    const stored = await db.select().from(identityKeys).where(eq(identityKeys.person, bob));
    const [key] = stored;
    if (key === undefined) throw new Error('Bob has no key');
    await remove();
    await addKey(world.deps, admin as Actor, AddKeyInput.parse({ person: carl, key: key.key }));
    expect(await restore()).toMatchObject({ lostKeys: 1 });
    await db.delete(identityKeys).where(eq(identityKeys.key, key.key));
    await db.insert(identityKeys).values(key);
  });
});

describe('somebody who organises meetings and signs in', () => {
  it('is signed out and their meetings to come go to the one who deletes, until they are back', async () => {
    const { db } = world.deps;
    const owner = alice as Actor;
    await db.update(user).set({ person: ann }).where(eq(user.id, owner.user));
    const meeting = await meet(1, alice);
    await db.insert(session).values({
      id: 's1',
      token: 't1',
      userId: owner.user,
      expiresAt: new Date(noon + dayMs),
    });
    expect(await remove(ann)).toMatchObject({ takenMeetings: 1 });
    expect((await read(meeting.id)).organiser.id).toBe(admin?.user);
    expect(await db.select().from(session)).toEqual([]);
    const { log } = world.deps;
    const limit = new SignInLimit();
    const origins = ['http://localhost'];
    const auth = createAuth({ db, log, secret: 'x'.repeat(40), origins, limit });
    const signIn = () =>
      auth.api.signInEmail({ body: { email: 'alice@example.org', password: passwords.alice } });
    await expect(signIn()).rejects.toMatchObject({ statusCode: 401 });
    await restore(ann);
    await expect(signIn()).resolves.toMatchObject({ user: { email: 'alice@example.org' } });
    await db.delete(session);
    expect((await read(meeting.id)).organiser.id).toBe(owner.user);
  });

  it('cannot delete themselves', async () => {
    const self = { ...(admin as Actor), person: carl };
    const problem = await refusal(removePerson(world.deps, self, { id: carl }));
    expect(problem).toMatchObject({ field: 'id' });
  });
});

describe('somebody who was deleted a while ago', () => {
  it('leaves a pseudonym in all of the history, and does not come back with the next start', async () => {
    const { db } = world.deps;
    const owner = alice as Actor;
    const key = parse(IdentityKey, 'c0-ff-ee-bo-b0', 'key');
    await addKey(world.deps, admin as Actor, AddKeyInput.parse({ person: bob, key }));
    await db.update(user).set({ person: bob }).where(eq(user.id, owner.user));
    const meeting = await meet(1);
    const [stored] = await db.select().from(people).where(eq(people.id, bob));
    if (stored === undefined) throw new Error('there is no Bob');
    const summary = {
      id: bob,
      name: stored.name,
      initials: stored.initials,
      colour: stored.colour,
    };
    const snapshot = parse(
      Journey,
      { ...Object(golden('Journey').valid[0]), person: summary, key },
      'journey',
    );
    await tellHistory(meeting.id, snapshot);
    await remove();
    world.clock.now = noon + personUndoDays * dayMs;
    expect(await forgetPeople(world.deps)).toBe(0);
    world.clock.now += 1;
    expect(await forgetPeople(world.deps)).toBe(1);
    expect(await forgetPeople(world.deps)).toBe(0);

    const everything = JSON.stringify([
      await db.select().from(people),
      await db.select().from(journeys),
      await db.select().from(events),
      await db.select().from(attendances),
      await db.select().from(audit).orderBy(asc(audit.id)),
      await db.select().from(user),
      await read(meeting.id),
    ]);
    for (const trace of ['"bob"', stored.name, key]) expect(everything).not.toContain(trace);
    expect(await db.select().from(account).where(eq(account.userId, owner.user))).toEqual([]);
    const [attendance] = await meetingAttendance(world.deps, admin as Actor, { id: meeting.id });
    expect(attendance?.person?.name).toMatch(/^Person [0-9a-f]{8}$/);
    const [journey] = await db.select().from(journeys);
    expect(parse(Journey, journey?.snapshot, 'journey').person?.id).toBe(attendance?.person?.id);
    expect((await refusalOf(restore())).kind).toBe('not-found');

    await applyBootstrap(db, demoForTests());
    expect(await listed()).not.toContain('bob');
  });
});
