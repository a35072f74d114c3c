import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const trail = async (): Promise<unknown[]> => {
  const { rows } = await owner.query<Record<string, unknown>>('select * from audit order by id');
  return rows;
};

describe('what the dashboard is let do', () => {
  const refused = async (statement: string): Promise<string> => {
    const app = new pg.Client({ connectionString: world.url });
    await app.connect();
    const error: unknown = await app.query(statement).catch((thrown: unknown) => thrown);
    await app.end();
    return error instanceof Error ? error.message : 'done';
  };

  it.each([
    ['change a row', `update audit set summary = ''`],
    ['change a place', 'update audit set seq = seq'],
    ['remove a row', 'delete from audit'],
    ['empty it', 'truncate audit'],
    [
      'date a row back',
      `insert into audit (at, actor, actor_name, action, entity, subject, summary)
      values (now() - interval '1 day', 'a', 'A', 'x', 'y', 'z', 's')`,
    ],
    [
      'say how the chain goes',
      `insert into audit (actor, actor_name, action, entity, subject,
      summary, detail) values ('system', 'A', 'x', 'audit', 'z', 's', '{}')`,
    ],
    ['move the head', 'update audit_head set seq = 0'],
    ['remove the head', 'delete from audit_head'],
    ['link by itself', 'select audit_link(1)'],
    ['drop it', 'drop table audit'],
    ['let go of the trigger', 'alter table audit disable trigger audit_chain'],
    ['switch triggers off', `set session_replication_role = 'replica'`],
    ['become its owner', 'set role nanoedge'],
  ])('is not to %s', async (_, statement) => {
    const before = await trail();
    expect(await refused(statement)).toMatch(/permission denied|must be owner/);
    expect(await trail()).toEqual(before);
  });

  it('is to do all that it does with every other table', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select relname name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not like 'audit%'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows)
      for (const act of ['select', 'insert', 'update', 'delete']) {
        const can = await owner.query<{ can: boolean }>(
          `select has_table_privilege('nanoedge_app', $1, $2) can`,
          [`public."${name}"`, act],
        );
        expect([name, act, can.rows[0]?.can]).toEqual([name, act, true]);
      }
  });
});
