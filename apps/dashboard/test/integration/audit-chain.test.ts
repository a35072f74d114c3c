import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { sql } from 'drizzle-orm';
import { readChain } from '../../src/server/services/activity/read-chain.ts';
import { type ChainPlace, type ChainVerdict, ChainWalk } from '@nanoedge/client/audit-chain';
import { record, system } from '../../src/server/services/audit.ts';
import { forgetPeople } from '../../src/server/services/people/forget.ts';
import { removePerson } from '../../src/server/services/people/remove.ts';
import { forgetOld } from '../../src/server/services/retention/forget-old.ts';
import { openWorld, person, site, type World } from './support/world.ts';

let world: World;
let owner: pg.Client;
beforeEach(async () => {
  world = await openWorld();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await world.close();
});

const write = (summary: string, db: Parameters<typeof record>[0] = world.deps.db): Promise<void> =>
  record(
    db,
    { ...system, address: '203.0.113.5' },
    { site, action: 'try', entity: 'test', subject: summary, summary },
  );

const verify = async (known: ChainPlace[] = []): Promise<ChainVerdict> => {
  const walk = new ChainWalk(known);
  let head: ChainPlace | null = null;
  for await (const line of readChain(world.deps, await world.actor('admin')))
    if ('head' in line) head = line.head;
    else walk.take(line.row);
  if (head === null) throw new Error('no head');
  return walk.verdict(head);
};
/** The places of the rows that say so. */
const places = async (summary: string): Promise<ChainPlace[]> => {
  const { rows } = await owner.query<{ seq: string; hash: string }>(
    'select seq, hash from audit where summary = $1 order by seq',
    [summary],
  );
  return rows.map(({ seq, hash }) => ({ seq: Number(seq), hash }));
};
const placeOf = async (summary: string): Promise<ChainPlace> => {
  const [place] = await places(summary);
  if (place === undefined) throw new Error(`no row says ${summary}`);
  return place;
};
const seqOf = async (summary: string): Promise<number> => (await placeOf(summary)).seq;
const faultOf = async (known: ChainPlace[] = []) => {
  const { fault } = await verify(known);
  if (fault === null) return null;
  return [fault.kind, 'row' in fault ? fault.row.seq : fault.seq];
};
/** As somebody does it who has all rights in the database, and knows of the chain. */
const tamper = (statement: string): Promise<unknown> => owner.query(statement);

describe('the chain of the audit trail', () => {
  beforeEach(async () => {
    for (const summary of ['one', 'two', 'three', 'four']) await write(summary);
  });

  it('is whole after what the dashboard does, and begins with its first row', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ first: 1, fault: null });
    expect(verdict.rows).toBe(verdict.head?.seq);
    expect(await placeOf('four')).toEqual(verdict.head);
  });

  it.each([
    ['what was done', `summary = 'nothing'`],
    ['when', `at = at - interval '1 second'`],
    ['who did it', `actor_name = 'Bob'`],
    ['from where', `address = null`],
    ['at which site', `site = null`],
  ])('names the row in which somebody changed %s', async (_, change) => {
    await tamper(`update audit set ${change} where summary = 'two'`);
    expect(await faultOf()).toEqual(['changed', (await seqOf('one')) + 1]);
  });

  it('names a row whose hashes somebody made anew to go with the change', async () => {
    const seq = await seqOf('two');
    await tamper(`update audit set summary = 'nothing' where seq = ${seq}`);
    await tamper(`update audit a set content = audit_digest(salt || E'\\n' || audit_says(a))
      where seq = ${seq}`);
    expect(await faultOf()).toEqual(['changed', seq]);
    await tamper(`update audit set hash = audit_digest(
      concat_ws(E'\\n', 'nanoedge audit 1', seq, previous, content)) where seq = ${seq}`);
    expect(await faultOf()).toEqual(['moved', seq + 1]);
  });

  it('names a row that was given a pseudonym without the database’s function', async () => {
    const seq = await seqOf('two');
    await tamper(`update audit set summary = 'nothing', salt = null where seq = ${seq}`);
    expect(await faultOf()).toEqual(['changed', seq]);
  });

  it('names the row before which one was removed', async () => {
    const seq = await seqOf('two');
    await tamper(`delete from audit where seq = ${seq}`);
    expect(await faultOf()).toEqual(['removed', seq + 1]);
    await tamper(`update audit set seq = seq - 1 where seq > ${seq}`);
    expect(await faultOf()).toEqual(['moved', seq]);
  });

  it('names the first that is left when the oldest were removed', async () => {
    const seq = await seqOf('two');
    await tamper(`delete from audit where seq <= ${seq}`);
    expect(await faultOf()).toEqual(['removed', seq + 1]);
  });

  it('names the first of two rows that changed places', async () => {
    const seq = await seqOf('two');
    await tamper(`update audit set seq = -seq where seq in (${seq}, ${seq + 1})`);
    await tamper(`update audit set seq = ${seq} where seq = -${seq + 1}`);
    await tamper(`update audit set seq = ${seq + 1} where seq = -${seq}`);
    expect(await faultOf()).toEqual(['moved', seq]);
  });

  it('names a row that came past the chain', async () => {
    await tamper('alter table audit disable trigger audit_chain');
    await write('forged');
    expect((await verify()).fault).toMatchObject({ kind: 'inserted', row: { summary: 'forged' } });
  });

  it('says that the newest rows are missing, as long as the head is there', async () => {
    const seq = await seqOf('two');
    await tamper(`delete from audit where seq > ${seq}`);
    expect((await verify()).fault).toEqual({ kind: 'cut', seq, until: seq + 2 });
  });

  it('whose end and head were cut off is known by a place that was noted elsewhere', async () => {
    const known = await placeOf('four');
    const two = await placeOf('two');
    await tamper(`delete from audit where seq > ${two.seq}`);
    await tamper(`update audit_head set seq = ${two.seq}, hash = '${two.hash}'`);
    expect(await faultOf()).toBeNull();
    expect(await faultOf([known])).toEqual(['cut', two.seq]);
    await write('instead of three');
    await write('instead of four');
    expect(await faultOf()).toBeNull();
    expect(await faultOf([known])).toEqual(['other', known.seq]);
  });

  it('stays whole when many write at once, and when some of them take it back', async () => {
    const { rows } = (await verify()) as { rows: number };
    await Promise.all(
      Array.from({ length: 60 }, (_, turn) =>
        world.deps.db
          .transaction(async (tx) => {
            await write(`first ${turn}`, tx);
            await tx.execute(sql`select count(*) from events`);
            await write(`second ${turn}`, tx);
            if (turn % 3 === 0) throw new RangeError('taken back');
          })
          .catch((error: unknown) => expect(error).toBeInstanceOf(RangeError)),
      ),
    );
    expect(await verify()).toMatchObject({ rows: rows + 80, fault: null });
  });

  it('makes nobody wait for a transaction that has written and goes on', async () => {
    let end = (): void => undefined;
    const going = world.deps.db.transaction(async (tx) => {
      await write('goes on', tx);
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    while ((await openTransactions()) === 0) await pause(10);
    await write('meanwhile');
    expect(await places('goes on')).toEqual([]);
    end();
    await going;
    expect(await seqOf('goes on')).toBe((await seqOf('meanwhile')) + 1);
    expect(await faultOf()).toBeNull();
  });
});

const openTransactions = async (): Promise<number> => {
  const { rows } = await owner.query<{ n: string }>(
    `select count(*) n from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );
  return Number(rows[0]?.n);
};

const forEver = { events: 0, audit: 0, runs: 0, attendance: 0, meetings: 0, removed: 0 };

/** All rows so far came so many days earlier. */
const age = async (days: number): Promise<void> => {
  await owner.query(
    `create temp table kept as select * from audit order by id;
     truncate audit; update audit_head set seq = 0, hash = repeat('0', 64);
     insert into audit (id, at, actor, actor_name, action, entity, subject, summary, site)
       select id, at - interval '${days} days', actor, actor_name, action, entity, subject, summary,
         site from kept order by id;
     drop table kept`,
  );
  world.clock.now = Date.now();
};

describe('what is forgotten', () => {
  it('by its age leaves a chain that says where it begins, again and again', async () => {
    await write('old');
    await age(500);
    await write('new');
    const before = await verify();
    const gone = await forgetOld(world.deps, { ...forEver, audit: 400 });
    expect(gone.audit).toBe(await seqOf('new').then((seq) => seq - 1));
    expect(await verify()).toMatchObject({ first: gone.audit + 1, fault: null });
    // What was noted before it is of rows that are gone, or still there
    expect(await faultOf(before.head === null ? [] : [before.head])).toBeNull();
    await age(500);
    await write('newer');
    expect((await forgetOld(world.deps, { ...forEver, audit: 400 })).audit).toBeGreaterThan(0);
    expect(await faultOf()).toBeNull();
  });

  it('is nothing of the last thirty days, whatever the dashboard asks for', async () => {
    await write('one');
    await age(29);
    await write('two');
    await world.deps.db.execute(sql`select audit_forget(now() + interval '1 year', 100, '')`);
    expect(await verify()).toMatchObject({ first: 1, fault: null });
    expect(await seqOf('one')).toBeGreaterThan(0);
  });

  it('of a person leaves pseudonyms in a chain that is whole', async () => {
    const admin = await world.actor('admin');
    await record(
      world.deps.db,
      { ...(await world.actor('alice')), address: '203.0.113.9' },
      { site, action: 'sign-in', entity: 'access', subject: 'x', summary: 'Signed in' },
    );
    await removePerson(world.deps, admin, { id: person('alice') });
    world.clock.now += 400 * 86_400_000;
    expect(await forgetPeople(world.deps)).toBe(1);
    const { rows } = await owner.query<{ text: string }>(
      `select concat_ws(' ', actor_name, subject, summary, address) as text from audit`,
    );
    expect(rows.map(({ text }) => text).filter((text) => /alice|203\.0/i.test(text))).toEqual([]);
    expect(rows.some(({ text }) => /Signed in/.test(text))).toBe(true);
    expect(await faultOf()).toBeNull();
    const [pseudonymous] = await places('Signed in');
    await tamper(`update audit set summary = 'Did nothing' where seq = ${pseudonymous?.seq ?? 0}`);
    expect(await faultOf()).toEqual(['changed', pseudonymous?.seq]);
  });
});
