import { parse, RoomId } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFlaws } from '../../src/server/services/desired/list-flaws.ts';
import { refreshAllSites } from '../../src/server/services/desired/refresh-all.ts';
import { createPerson } from '../../src/server/services/people/create.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { CreatePersonInput } from '../../src/server/services/people/schema.ts';
import { minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await refreshAllSites(world.deps);
});
afterEach(() => world.close());

const documents = async (): Promise<Map<string, unknown>> => {
  const { rows } = await world.deps.db.execute<{ id: string; desired: unknown }>(
    sql`select id, desired from devices order by id`,
  );
  return new Map(rows.map(({ id, desired }) => [id, desired]));
};
const rosterNames = async (): Promise<string[]> => {
  for (const [id] of await documents()) {
    const { roster } = await world.desired(id);
    if (roster !== null) return roster.people.map(({ name }) => name);
  }
  return [];
};
const flaws = async () => listFlaws(world.deps, await world.actor('admin'), site);

describe('a person', () => {
  it.each([
    ['ßa ßb', 'ßß'],
    ['🇩🇪 Flag', '🇩🇪F'],
    ['🇩🇪 🇫🇷', '🇩🇪'],
    ['X', 'X'],
    [`${'x'.repeat(99)} ${'y'.repeat(100)}`, 'XY'],
    ['  Leading Space', 'LS'],
    ['👨‍👩‍👧‍👦', '?'],
    ['e\u0301ve o\u0308ber', 'ÉÖ'],
    ['ﬁona ŉorth', 'ﬁŉ'],
  ])(
    'named "%s" is stored with the initials %s, and the edge knows of them',
    async (name, initials) => {
      const made = await createPerson(
        world.deps,
        await world.actor('admin'),
        CreatePersonInput.parse({ site, name }),
      );
      expect(made).toMatchObject({ name: name.trim(), initials });
      expect((await rosterNames()).some((shown) => name.trim().startsWith(shown))).toBe(true);
      expect(await flaws()).toEqual([]);
    },
  );

  it('whose initials were stored wrong is known by initials made of the name', async () => {
    await world.deps.db.execute(sql`update people set initials = 'SSSS', name = repeat('z', 300)
      where id = 'bob'`);
    await refreshAllSites(world.deps);
    expect(await rosterNames()).toContain('z'.repeat(120));
  });
});

/** Every text that the documents are made of, put wrong in one row. */
const corruptions: [string, string, readonly string[]][] = [
  ['a person’s colour', `update people set colour = 'reddish' where id = 'bob'`, []],
  ['a person’s key', `update identity_keys set key = 'x y' where person = 'bob'`, []],
  ['a device’s zone', `update devices set zone = 'x y' where id = 'entrance'`, ['entrance']],
  [
    'a thing’s name',
    `update things set name = 'A.b' where device = 'entrance'
    and name = (select min(name) from things where device = 'entrance')`,
    ['entrance'],
  ],
  ['a thing’s kind', `update things set kind = 'rocket' where device = 'entrance'`, ['entrance']],
  ['a thing’s zone', `update things set zone = 'x y' where device = 'entrance'`, ['entrance']],
  [
    'a thing’s driver',
    `update things set driver = 'magic' where device = 'entrance'`,
    ['entrance'],
  ],
  ['a room’s greeting', `update rooms set greeting = 'wave'`, []],
  ['a room’s zone', `update rooms set zone = 'x y'`, []],
  [
    'a deployment’s port',
    `update deployments set port = 7 where id =
    (select min(id) from deployments where device = 'corridor')`,
    ['corridor'],
  ],
  [
    'a deployment’s peers',
    `update deployments set peers = '"none"' where device = 'corridor'`,
    ['corridor'],
  ],
  [
    'a deployment’s config',
    `update deployments set config = '[]' where device = 'corridor'`,
    ['corridor'],
  ],
  [
    'a deployment’s volumes',
    `update deployments set volumes = '{}' where device = 'corridor'`,
    ['corridor'],
  ],
  [
    'a deployment’s restore',
    `update deployments set restore = '"x"' where device = 'corridor'`,
    ['corridor'],
  ],
  [
    'a deployment’s run',
    `update deployments set change = 'x y' where device = 'corridor'`,
    ['corridor'],
  ],
  ['a meeting’s title', `update meetings set title = ''`, []],
  ['a content’s link', `update meeting_contents set url = 'javascript:1' where kind = 'link'`, []],
  ['a content’s kind', `update meeting_contents set kind = 'film'`, []],
];

describe('one fact that is stored wrong', () => {
  it.each(corruptions)('%s: nobody else notices, and it is shown', async (_what, change, held) => {
    await createMeeting(world.deps, await world.actor('admin'), {
      site,
      room: parse(RoomId, 'aurora', 'room'),
      title: 'Stand-up',
      startsAt: noon + minutes(60),
      endsAt: noon + minutes(120),
      participants: [person('bob')],
      content: [{ kind: 'link', name: 'Wiki', url: 'https://wiki.example/' }],
    });
    const before = await documents();
    await world.deps.db.execute(sql.raw(change));
    await refreshAllSites(world.deps);
    const found = await flaws();
    expect(found.length).toBeGreaterThan(0);
    for (const flaw of found) expect(flaw.problem).not.toBe('');
    const after = await documents();
    for (const id of held) expect(after.get(id)).toEqual(before.get(id));
    if (held.length > 0) expect(after).toEqual(before);
    // What is changed afterwards reaches everybody whose own facts are whole.
    await world.deps.db.execute(sql`update sites set name = 'Renamed'`);
    await refreshAllSites(world.deps);
    for (const id of before.keys())
      expect((await world.desired(id)).site.name === 'Renamed').toBe(!held.includes(id));
  });
});

it('an address that nobody can call is not told to the neighbours, and is shown', async () => {
  await world.deps.db.execute(sql`update devices set address = 'x y' where id = 'entrance'`);
  await refreshAllSites(world.deps);
  expect(await flaws()).toMatchObject([{ entity: 'device', id: 'entrance', device: null }]);
});

it('settings that no agent takes are brought into their bounds', async () => {
  await world.deps.db.execute(
    sql`update sites set probation_seconds = -1, snapshot_keep_count = -4`,
  );
  await refreshAllSites(world.deps);
  expect(await world.desired('entrance')).toMatchObject({ keepSnapshots: 1, probationSeconds: 5 });
});
