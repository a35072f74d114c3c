import { HostAddress } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listFlaws } from '../../src/server/services/desired/list-flaws.ts';
import { refreshAllSites } from '../../src/server/services/desired/refresh-all.ts';
import { helloFromDevice } from '../../src/server/services/devices/hello.ts';
import { createPerson } from '../../src/server/services/people/create.ts';
import { CreatePersonInput } from '../../src/server/services/people/schema.ts';
import { device, openWorld, site, type World } from './support/world.ts';

let world: World;
let before: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  world = await openWorld();
  await refreshAllSites(world.deps);
  before = await deployed();
});
afterAll(() => world.close());

/** What runs on each device, as the stored documents say it. */
const deployed = async (): Promise<Map<string, string[]>> => {
  const { rows } = await world.deps.db.execute<{ id: string }>(
    sql`select id from devices order by id`,
  );
  const found = new Map<string, string[]>();
  // Read as an agent reads it
  for (const { id } of rows)
    found.set(id, (await world.desired(id)).deployments.map((one) => one.id).toSorted());
  return found;
};

const nasty = [
  '',
  ' ',
  'x y',
  'A.b',
  'fd00::1',
  '[fd00::1]',
  '::ffff:10.0.0.1',
  '10.0.0.256',
  '🇩🇪 Flag',
  '👨‍👩‍👧‍👦',
  'ßa ßb',
  '\u202Emoc.live',
  'zero\u200Bwidth',
  'مرحبا',
  'e\u0301'.repeat(60),
  'x'.repeat(100_000),
  '../../etc',
  'null',
  '"',
  "'; drop table devices; --",
  'javascript:alert(1)',
];
/** PostgreSQL takes no zero byte and no half of a character. */
const stores = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const text = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'grapheme', maxLength: 300 }).filter(stores),
);
const json = fc
  .oneof(fc.jsonValue(), text)
  .filter((value) => stores(JSON.stringify(value)) && !JSON.stringify(value).includes('\\u0000'));

const columns = (table: string, ...names: string[]) => names.map((column) => ({ table, column }));
/** Every text and every document that what devices are told is made of. */
const texts = [
  ...columns('people', 'name', 'initials', 'colour'),
  ...columns('identity_keys', 'key', 'label'),
  ...columns('devices', 'name', 'zone', 'address', 'display_url'),
  ...columns('things', 'kind', 'zone', 'driver'),
  ...columns('rooms', 'name', 'zone', 'greeting'),
  ...columns('sites', 'name', 'time_zone'),
  ...columns('releases', 'version', 'image', 'image_id', 'architecture'),
  ...columns('deployments', 'name', 'change', 'restart'),
];
const documents = [
  ...columns('sites', 'plan'),
  ...columns('devices', 'labels', 'reported'),
  ...columns('releases', 'layers', 'spec'),
  ...columns('deployments', 'config', 'peers', 'volumes', 'restore', 'removal'),
];
const change = fc.oneof(
  fc.record({ at: fc.constantFrom(...texts), value: text, type: fc.constant('text') }),
  fc.record({
    at: fc.constantFrom(...documents),
    value: json.map((value) => JSON.stringify(value)),
    type: fc.constant('jsonb'),
  }),
);

/** The first row of a table is changed; things have no id of their own. */
const rowOf = (table: string) => {
  const key = table === 'things' ? sql`device || '/' || name` : sql`id::text`;
  return sql`${key} = (select min(${key}) from ${sql.identifier(table)})`;
};
const write = async (
  { table, column }: { table: string; column: string },
  { value, type }: { value: string | null; type: string },
): Promise<void> => {
  await world.deps.db.execute(sql`update ${sql.identifier(table)}
    set ${sql.identifier(column)} = ${value}::${sql.raw(type)} where ${rowOf(table)}`);
};
const read = async ({ table, column }: { table: string; column: string }) => {
  const { rows } = await world.deps.db.execute<{ value: string | null }>(
    sql`select ${sql.identifier(column)}::text value from ${sql.identifier(table)}
      where ${rowOf(table)}`,
  );
  return rows[0]?.value ?? null;
};

it('whatever one row holds, every device goes on with what it was told, and what is wrong can be read', async () => {
  const admin = await world.actor('admin');
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(change, async ({ at, value, type }) => {
      const old = await read(at);
      try {
        await write(at, { value, type });
      } catch {
        // The database itself refuses it
        return;
      }
      taken += 1;
      try {
        await refreshAllSites(world.deps);
        for (const { problem } of await listFlaws(world.deps, admin, site))
          expect(problem).not.toBe('');
        expect(await deployed()).toEqual(before);
      } finally {
        await write(at, { value: old, type });
        await refreshAllSites(world.deps);
      }
    }),
    { numRuns: 120 },
  );
  expect(taken).toBeGreaterThan(60);
}, 240_000);

it('an address is refused where the agent says it, or the neighbours can be told it', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (address) => {
      if (!HostAddress.safeParse(address).success) return;
      const hello = { agentVersion: '1', displayUrl: null, appliedRevision: null, lastSeq: 0 };
      await helloFromDevice(world.deps, device('entrance'), { ...hello, address });
      expect(await listFlaws(world.deps, await world.actor('admin'), site)).toEqual([]);
      expect(await deployed()).toEqual(before);
    }),
    { numRuns: 60, examples: [['fd00::1'], ['x y'], ['10.0.0.7'], ['pi-4.lan']] },
  );
});

it('a person is refused in words, or is somebody whom every device can be told of', async () => {
  const admin = await world.actor('admin');
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      const input = CreatePersonInput.safeParse({ site, name });
      if (!input.success) return;
      const made = await createPerson(world.deps, admin, input.data);
      expect(await listFlaws(world.deps, admin, site)).toEqual([]);
      const rosters = [];
      for (const id of before.keys()) rosters.push((await world.desired(id)).roster);
      const told = rosters
        .flatMap((roster) => roster?.people ?? [])
        .find(({ id }) => id === made.id);
      expect(told?.initials.length).toBeGreaterThan(0);
    }),
    { numRuns: 40, examples: nasty.map((name) => [name]) },
  );
}, 120_000);
