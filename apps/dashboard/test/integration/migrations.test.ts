import { readFile } from 'node:fs/promises';
import { parse, Digest } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nanoservices, releases } from '../../src/server/db/schema/index.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await openWorld();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const runMigration = async (tag: string): Promise<void> => {
  const text = await readFile(
    new URL(`../../src/server/db/migrations/${tag}.sql`, import.meta.url),
    'utf8',
  );
  for (const statement of text.split('--> statement-breakpoint')) await owner.query(statement);
};

it('releases from before the roster was asked for get it when they are of an authentication engine, whatever their name', async () => {
  const { db } = world.deps;
  const [engine] = await db
    .select()
    .from(releases)
    .where(sql`${releases.nanoservice} = 'authentication-engine'`);
  if (engine === undefined) throw new Error('no authentication engine');
  await db.insert(nanoservices).values([
    { name: 'front-door', description: '' },
    { name: 'blinker', description: '' },
  ]);
  const { id: _id, ...image } = engine;
  const other = parse(Digest, `sha256:${'9'.repeat(64)}`, 'digest');
  await db.insert(releases).values([
    { ...image, nanoservice: 'front-door' },
    { ...image, nanoservice: 'blinker', imageId: other },
  ]);
  await db.execute(sql`update releases set spec = spec - 'roster'`);
  await runMigration('0004_releases-and-the-roster');
  const rows = await db.select().from(releases);
  expect(new Map(rows.map(({ nanoservice, spec }) => [nanoservice, spec.roster]))).toEqual(
    new Map([
      ['authentication-engine', true],
      ['front-door', true],
      ['blinker', false],
      ['bluetooth-scanner', false],
      ['main-controller', false],
      ['meeting-room', false],
      ['presence-detection', false],
      ['user-guidance', false],
    ]),
  );
});
