import { readFile } from 'node:fs/promises';
import { canonicalKey, type IdentityKey, parse, Roster } from '@nanoedge/protocol';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identityKeys } from '../../src/server/db/schema/index.ts';
import { Conflict } from '../../src/server/services/errors.ts';
import { addKey } from '../../src/server/services/people/add-key.ts';
import { AddKeyInput } from '../../src/server/services/people/schema.ts';
import { openWorld, person, site, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const add = async (owner: string, key: string) =>
  addKey(world.deps, await world.actor('admin'), AddKeyInput.parse({ person: owner, key }));
const stored = () => world.deps.db.select().from(identityKeys).where(eq(identityKeys.site, site));

it('a key is kept in one form, however it was typed', async () => {
  await add('bob', 'AA-BB-CC-00-00-01');
  expect((await stored()).map(({ key }) => key)).toContain('aa:bb:cc:00:00:01');
});

it.each(['aa:bb:cc:00:00:02', 'AABB.CC00.0002', 'aabbcc000002'])(
  'a second owner of a key, typed as %s, is refused with the name of the first',
  async (again) => {
    await add('alice', 'AA-BB-CC-00-00-02').catch(() => null);
    await expect(add('bob', again)).rejects.toThrow(Conflict);
    await expect(add('bob', again)).rejects.toThrow('Alice Martin has this key already.');
  },
);

it('keys from before are brought into that form; of two that are the same the older stays', async () => {
  const { db } = world.deps;
  const olds = ['AA-BB-CC-00-00-03', 'FDA50693A4E24FB1AFCFC6EB07647825', 'Tag_7.B', 'tag..7', 'K1'];
  const put = (owner: string, key: string, addedAt: number) =>
    db.insert(identityKeys).values({
      site,
      person: person(owner),
      // As an older version stored it
      key: key as IdentityKey,
      addedAt: new Date(addedAt),
    });
  for (const [place, key] of olds.entries()) await put('bob', key, place);
  await put('alice', 'aa:bb:cc:00:00:03', 100);
  await put('alice', 'EE:EE:EE:00:00:04', 101);
  await put('bob', 'ee:ee:ee:00:00:04', 102);
  const file = '../../src/server/db/migrations/0009_keys-in-one-form.sql';
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  for (let times = 0; times < 2; times += 1) await db.execute(sql.raw(text));
  const rows = await stored();
  expect(rows.filter(({ key }) => key !== canonicalKey(key))).toEqual([]);
  const owners = new Map<string, string>(rows.map(({ key, person: owner }) => [key, owner]));
  for (const key of olds) expect(owners.get(canonicalKey(key))).toBe('bob');
  expect(owners.get('ee:ee:ee:00:00:04')).toBe('alice');
});

it('a roster of an older dashboard is read in that form', () => {
  const roster = parse(
    Roster,
    {
      revision: 1,
      people: [
        { id: 'bob', name: 'Bob', initials: 'B', colour: '#e69f00', keys: ['AA-BB-CC-00-00-01'] },
      ],
      meetings: [],
    },
    'roster',
  );
  expect(roster.people[0]?.keys).toEqual(['aa:bb:cc:00:00:01']);
});
