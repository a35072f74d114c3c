import { parse, RoomId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deployments, meetings } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { addContent } from '../../src/server/services/meetings/add-content.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import type { UpdateMeetingInput } from '../../src/server/services/meetings/schema.ts';
import { updateMeeting } from '../../src/server/services/meetings/update.ts';
import type { MeetingDetail } from '../../src/server/services/meetings/view.ts';
import { addKey } from '../../src/server/services/people/add-key.ts';
import { createPerson } from '../../src/server/services/people/create.ts';
import { AddKeyInput } from '../../src/server/services/people/schema.ts';
import { updatePerson } from '../../src/server/services/people/update.ts';
import { listSnapshots } from '../../src/server/services/snapshots/list.ts';
import { setRetention } from '../../src/server/services/snapshots/set-retention.ts';
import { minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
let [alice, admin]: Actor[] = [];
const aurora = parse(RoomId, 'aurora', 'room');

beforeAll(async () => {
  world = await openWorld();
  alice = await world.actor('alice');
  admin = await world.actor('admin');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.delete(meetings);
});

const link = (name: string) => ({
  kind: 'link' as const,
  name,
  url: `https://example.org/${name}`,
});

const create = () =>
  createMeeting(world.deps, alice as Actor, {
    site,
    title: 'Budget',
    room: aurora,
    startsAt: noon,
    endsAt: noon + minutes(60),
    participants: [person('alice'), person('bob')],
    content: [link('agenda')],
  });

type MeetingChange = Omit<UpdateMeetingInput, 'id' | 'base'>;

/** As the form saves: everything that it shows, and what it was opened with. */
const save = (actor: Actor | undefined, opened: MeetingDetail, change: MeetingChange) => {
  const { id, version, title, room, startsAt, endsAt } = opened;
  const participants = opened.participants.map((one) => one.id);
  const content = opened.content.flatMap(({ item }) => (item.kind === 'link' ? [item] : []));
  const fields = { title, room: room.id, startsAt, endsAt, participants, content };
  const base = { version, ...fields };
  return updateMeeting(world.deps, actor as Actor, { id, ...fields, ...change, base });
};

const refused = async (saving: Promise<unknown>) =>
  saving.then(
    () => ({}),
    (error: unknown) => error,
  );

describe('a meeting that two people have open', () => {
  it('keeps the new title, the new participant and the new end', async () => {
    const opened = await create();
    await save(alice, opened, {
      title: 'Budget 2027',
      participants: [person('alice'), person('bob'), person('carl')],
    });
    const stored = await save(admin, opened, { endsAt: noon + minutes(90) });
    expect(stored).toMatchObject({ title: 'Budget 2027', endsAt: noon + minutes(90) });
    expect(stored.participants.map(({ id }) => id)).toEqual(['alice', 'bob', 'carl']);
  });

  it('keeps content that was added beside a participant who was taken out', async () => {
    const opened = await create();
    await addContent(world.deps, alice as Actor, { id: opened.id, item: link('slides') });
    const stored = await save(admin, opened, {
      participants: [person('alice')],
      content: [link('agenda'), link('notes')],
    });
    expect(stored.content.map(({ item }) => item.name)).toEqual(['agenda', 'slides', 'notes']);
    expect(stored.participants.map(({ id }) => id)).toEqual(['alice']);
  });

  it('is not stored where both renamed it: the refusal has both titles and who was first', async () => {
    const opened = await create();
    const first = await save(alice, opened, { title: 'Budget 2027' });
    const problem = await refused(
      save(admin, opened, { title: 'Money', endsAt: noon + minutes(90) }),
    );
    expect(problem).toMatchObject({
      kind: 'conflict',
      detail: { field: 'title', message: expect.stringContaining('Alice') },
      versions: {
        version: first.version,
        fields: [{ field: 'title', mine: 'Money', theirs: 'Budget 2027' }],
      },
    });
    const again = await save(admin, first, { title: 'Money', endsAt: noon + minutes(90) });
    expect(again).toMatchObject({ title: 'Money', endsAt: noon + minutes(90) });
  });

  it('is not stored where a start and an end only fit one by one', async () => {
    const opened = await create();
    await save(alice, opened, { startsAt: noon + minutes(50) });
    const problem = await refused(save(admin, opened, { endsAt: noon + minutes(30) }));
    expect(problem).toMatchObject({
      versions: { fields: [{ field: 'startsAt' }, { field: 'endsAt' }] },
    });
  });

  it('does not lose a participant to a program that does not say which list it read', async () => {
    const { id } = await create();
    const problem = await refused(
      updateMeeting(world.deps, alice as Actor, { id, participants: [person('bob')] }),
    );
    expect(problem).toMatchObject({ kind: 'bad-input', detail: { field: 'base' } });
  });
});

describe('other things that two people edit', () => {
  it('a person keeps a new colour beside a new name, and a name is not overwritten', async () => {
    const opened = await createPerson(world.deps, admin as Actor, { site, name: 'Dora Lind' });
    const { id, name, version } = opened;
    const key = AddKeyInput.parse({ person: id, key: 'd0:0a:00:00:00:01' });
    await addKey(world.deps, admin as Actor, key);
    await updatePerson(world.deps, admin as Actor, {
      id,
      initials: 'DX',
      base: { version, initials: opened.initials },
    });
    const renamed = await updatePerson(world.deps, admin as Actor, {
      id,
      name: 'Dora Berg',
      base: { version, name },
    });
    expect(renamed).toMatchObject({ name: 'Dora Berg', initials: 'DX' });
    expect(renamed.keys).toHaveLength(1);
    const problem = await refused(
      updatePerson(world.deps, admin as Actor, { id, name: 'Dora Lund', base: { version, name } }),
    );
    expect(problem).toMatchObject({
      versions: { fields: [{ field: 'name', mine: 'Dora Lund', theirs: 'Dora Berg' }] },
    });
  });

  it('a config keeps what somebody else changed while that is still on its way', async () => {
    const { db } = world.deps;
    const [opened] = await db
      .select()
      .from(deployments)
      .where(eq(deployments.nanoservice, 'presence-detection'))
      .limit(1);
    if (opened === undefined) throw new Error('no presence detection');
    const { id, config, version } = opened;
    const change = (values: Record<string, unknown>) =>
      changeDeployment(world.deps, admin as Actor, {
        deployment: id,
        config: { ...config, ...values },
        base: { version, config },
      });
    await change({ holdSeconds: 7 });
    await change({ debounceMs: 150 });
    const [stored] = await db.select().from(deployments).where(eq(deployments.id, id));
    expect(stored?.config).toEqual({ ...config, holdSeconds: 7, debounceMs: 150 });
    expect(await refused(change({ holdSeconds: 8 }))).toMatchObject({
      versions: { fields: [{ field: 'config.holdSeconds', mine: 8, theirs: 7 }] },
    });
  });

  it('the rule for snapshots keeps a new number beside new days', async () => {
    const { retention } = await listSnapshots(world.deps, admin as Actor, { site });
    const { version, ...read } = retention;
    const set = (change: Partial<typeof read>) =>
      setRetention(world.deps, admin as Actor, { site, ...read, ...change, base: retention });
    await set({ keepCount: 3 });
    expect(await set({ keepDays: 20 })).toMatchObject({ keepCount: 3, keepDays: 20 });
    expect(await refused(set({ keepCount: 4 }))).toMatchObject({
      detail: { field: 'keepCount' },
    });
    expect(version).toBeGreaterThan(0);
  });
});
