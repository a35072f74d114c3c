import { randomUUID } from 'node:crypto';
import {
  DeploymentId,
  Digest,
  Journey,
  JourneyId,
  parse,
  RoomId,
  RunId,
  SnapshotId,
  SnapshotManifest,
} from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { eq } from 'drizzle-orm';
import { demoPlan } from '../../../src/server/bootstrap/demo/plan.ts';
import {
  deployments,
  identityKeys,
  journeys,
  releases,
  runs,
  snapshots,
  user,
} from '../../../src/server/db/schema/index.ts';
import type { Actor } from '../../../src/server/services/actor.ts';
import type { Deps } from '../../../src/server/services/deps.ts';
import { invite } from '../../../src/server/services/accounts/invite.ts';
import { createMeeting } from '../../../src/server/services/meetings/create.ts';
import { removePerson } from '../../../src/server/services/people/remove.ts';
import { device, minutes, person, site } from './world.ts';

/** One thing of the demo site of every kind that somebody can ask for, by its id. */
export interface DemoThings {
  alice: string;
  meeting: string;
  content: string;
  journey: string;
  run: string;
  snapshot: string;
  release: string;
  /** An invitation. */
  link: string;
  key: string;
  /** Somebody who was deleted. */
  removed: string;
}

const insertSnapshot = async ({ db }: Deps, now: number) => {
  const id = parse(SnapshotId, 'of-demo', 'id');
  const [valid] = golden('SnapshotManifest').valid;
  const digest = parse(Digest, `sha256:${'d'.repeat(64)}`, 'digest');
  const manifest = parse(SnapshotManifest, { ...Object(valid), id }, 'manifest');
  await db.insert(snapshots).values({
    id,
    site,
    device: device('closet'),
    deployment: parse(DeploymentId, 'authentication-engine', 'deployment'),
    name: 'authentication-engine',
    nanoservice: manifest.deployment.nanoservice,
    version: '1',
    imageId: digest,
    reason: 'manual',
    takenAt: now,
    storedAt: new Date(now),
    bytes: 1,
    contentBytes: 1,
    files: 0,
    digest,
    volumesDigest: digest,
    manifest,
  });
  return id;
};

const insertJourney = async ({ db }: Deps, now: number) => {
  const id = parse(JourneyId, 'of-demo', 'id');
  const snapshot = parse(Journey, { ...Object(golden('Journey').valid[0]), id }, 'journey');
  const at = { startedAt: now, updatedAt: now, believedUntil: now };
  await db.insert(journeys).values({
    ...at,
    id,
    site,
    device: device('closet'),
    state: snapshot.state,
    active: false,
    person: person('bob'),
    snapshot,
  });
  return id;
};

const insertRun = async ({ db }: Deps, now: number) => {
  const id = parse(RunId, 'of-demo', 'id');
  const [of] = await db.select().from(deployments).limit(1);
  if (of === undefined) throw new Error('the demo site has no deployment');
  await db.insert(runs).values({
    id,
    kind: 'restart',
    site,
    device: of.device,
    deployment: of.id,
    name: of.name,
    nanoservice: of.nanoservice,
    state: 'done',
    requestedAt: new Date(now),
    requestedBy: 'Admin',
  });
  return id;
};

const demoRoom = { id: 'aurora', name: 'Aurora', capacity: null, equipment: [] };

/** Puts one thing of every kind into the demo site. */
export const addDemoThings = async (deps: Deps, admin: Actor): Promise<DemoThings> => {
  const { db } = deps;
  const now = deps.now();
  const accountOf = async (email: string): Promise<string> => {
    const [row] = await db.select({ id: user.id }).from(user).where(eq(user.email, email));
    return row?.id ?? '';
  };
  const meeting = await createMeeting(deps, admin, {
    site,
    title: 'Plans of the demo',
    room: parse(RoomId, 'aurora', 'room'),
    startsAt: now + minutes(60),
    endsAt: now + minutes(120),
    participants: [person('bob')],
    content: [{ kind: 'link', name: 'Plan', url: 'https://plan.example/' }],
  });
  const { link } = await invite(deps, admin, {
    email: 'guest@example.org',
    name: 'Guest',
    role: 'viewer',
    site: null,
    person: null,
  });
  await removePerson(deps, admin, { id: person('erin') });
  const bobs = eq(identityKeys.person, person('bob'));
  const [key] = await db.select({ id: identityKeys.id }).from(identityKeys).where(bobs);
  const [release] = await db.select({ id: releases.id }).from(releases).limit(1);
  return {
    alice: await accountOf('alice@example.org'),
    meeting: meeting.id,
    content: meeting.content[0]?.id ?? '',
    journey: await insertJourney(deps, now),
    run: await insertRun(deps, now),
    snapshot: await insertSnapshot(deps, now),
    release: release?.id ?? '',
    link: link.id,
    key: key?.id ?? '',
    removed: 'erin',
  };
};

/**
 * What each procedure is asked so that it is about something of the demo site: a value for every
 * field that there is, and by name where a field has another meaning.
 */
export const askedOf = (things: DemoThings, procedure: string): Record<string, unknown> => {
  const [group = ''] = procedure.split('.');
  const ids: Record<string, string> = {
    meetings: things.meeting,
    people: 'bob',
    devices: 'closet',
    journeys: things.journey,
    calibration: randomUUID(),
  };
  const other: Record<string, Record<string, unknown>> = {
    'people.restore': { id: things.removed },
    'people.removeKey': { key: things.key },
    // Lists need what they were made from, which is another matter
    'meetings.update': { participants: undefined, content: undefined },
    'me.confirmSecondFactor': { code: '123456' },
    'accounts.create': { email: 'new@example.org', name: 'New' },
    'accounts.invite': { email: 'new@example.org', name: 'New' },
  };
  return {
    site: 'demo',
    id: ids[group] ?? 'none',
    account: things.alice,
    role: 'viewer',
    person: 'bob',
    key: 'c0:ff:ee:00:00:77',
    deployment: 'main-controller',
    zone: 'entrance',
    lines: 1,
    plan: demoPlan((short) => short),
    rooms: procedure === 'plan.save' ? [demoRoom] : undefined,
    release: things.release,
    placement: { devices: ['closet'] },
    device: 'closet',
    run: things.run,
    snapshot: things.snapshot,
    name: 'another-name',
    code: 'BCDF-GHJK',
    screen: 'screen',
    title: 'Another title',
    room: 'aurora',
    startsAt: Date.UTC(2030, 0, 1, 9),
    endsAt: Date.UTC(2030, 0, 1, 10),
    participants: ['bob'],
    item: { kind: 'link', name: 'Plan', url: 'https://plan.example/' },
    content: group === 'meetings' && procedure.endsWith('Content') ? things.content : [],
    order: [things.content],
    nanoservice: 'main-controller',
    walker: 'bob',
    keepCount: 3,
    keepDays: 30,
    atOnce: false,
    link: things.link,
    current: 'not the password',
    password: 'another password 1',
    ...other[procedure],
  };
};
