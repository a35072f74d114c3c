import { readFile } from 'node:fs/promises';
import { ChainWalk } from '@nanoedge/client/audit-chain';
import { DeploymentId, JourneyId, parse, RunId, SnapshotId } from '@nanoedge/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/server/db/migrate.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { readChain } from '../../src/server/services/activity/read-chain.ts';
import { getDeployment } from '../../src/server/services/deployments/get.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { undoRemoval } from '../../src/server/services/deployments/undo.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { listEvents } from '../../src/server/services/events/list.ts';
import { getJourney } from '../../src/server/services/journeys/get.ts';
import { getMeeting } from '../../src/server/services/meetings/get.ts';
import { listMeetings } from '../../src/server/services/meetings/list.ts';
import { listPeople } from '../../src/server/services/people/list.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import { getSnapshot } from '../../src/server/services/snapshots/get.ts';
import { emptyDatabase } from './support/database.ts';
import { noon, minutes, openStoredWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
let before: Map<string, number>;

/** How many rows each table has. */
const rowsOf = async (client: pg.Client): Promise<Map<string, number>> => {
  const { rows: tables } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
    counts.set(name, rows[0]?.n ?? 0);
  }
  return counts;
};

beforeAll(async () => {
  const database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    await readFile(new URL('../fixtures/release-0.1.0.sql', import.meta.url), 'utf8'),
  );
  before = await rowsOf(client);
  await client.end();
  await migrateDatabase(database.ownerUrl, 'nanoedge_app');
  world = await openStoredWorld(database);
  admin = await world.actor('admin');
});
afterAll(() => world.close());

describe('the database of the previous release', () => {
  it('keeps every row when it is migrated', async () => {
    const client = new pg.Client({ connectionString: world.ownerUrl });
    await client.connect();
    const after = await rowsOf(client);
    await client.end();
    expect(before.get('events')).toBe(12);
    for (const [table, rows] of before) expect([table, after.get(table)]).toEqual([table, rows]);
  });

  it('has an audit trail that is a chain from its first row', async () => {
    const chain = new ChainWalk([]);
    let rows = 0;
    for await (const line of readChain(world.deps, admin))
      if ('row' in line) rows += chain.take(line.row) ? 1 : 0;
      else expect(chain.verdict(line.head)).toMatchObject({ first: 1, rows, fault: null });
    expect(rows).toBe(before.get('audit'));
    expect(rows).toBeGreaterThan(0);
  });

  it('has its meetings, with who comes and what is shown', async () => {
    const rows = await listMeetings(world.deps, admin, { site });
    expect(rows.map(({ title, startsAt }) => [title, startsAt])).toEqual([
      ['Budget', noon + minutes(10)],
      ['Review', noon + minutes(120)],
    ]);
    const [budget] = rows;
    if (budget === undefined) throw new Error('no meeting');
    const detail = await getMeeting(world.deps, admin, { id: budget.id });
    expect(detail.participants.map(({ name }) => name)).toHaveLength(1);
    expect(detail.content.map(({ item }) => item.kind)).toEqual(['markdown', 'link']);
    expect(await listPeople(world.deps, admin, { site })).toHaveLength(before.get('people') ?? 0);
  });

  it('has its events and journeys, and goes on counting after them', async () => {
    const { events } = await listEvents(world.deps, admin, { site, limit: 50 });
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, i) => 12 - i));
    const journey = await getJourney(world.deps, admin, { id: parse(JourneyId, 'j-1', 'journey') });
    expect(journey).toMatchObject({ state: 'refused', refusal: 'uninvited' });
    expect(journey.events.map(({ body }) => body.type)).toEqual(['sighting', 'journey.updated']);
  });

  it('has its runs with their steps and times', async () => {
    const runs = await listRuns(world.deps, admin, { site, open: false, limit: 50 });
    expect(runs.map(({ kind, state }) => [kind, state])).toEqual([
      ['remove', 'done'],
      ['restart', 'failed'],
      ['change', 'done'],
    ]);
    expect(runs[2]).toMatchObject({
      deploymentMs: 900,
      initiationMs: 97.5,
      sentBytes: 40,
      steps: [{ step: 'sending', state: 'done' }, { step: 'answering' }],
    });
    expect(runs[1]).toMatchObject({ exitCode: 3, logLines: ['no such thing'] });
  });

  it('has its matrix of nanoservices, releases and deployments', async () => {
    const { nanoservices, devices, deployments } = await getMatrix(world.deps, admin, { site });
    expect(nanoservices.map(({ name }) => name)).toContain('front-door');
    expect(nanoservices.flatMap(({ releases }) => releases)).toHaveLength(7);
    expect(devices.map(({ id }) => id).toSorted()).toEqual([
      'closet',
      'corridor',
      'entrance',
      'room',
    ]);
    expect(deployments).toHaveLength(7);
    const deployment = parse(DeploymentId, 'user-guidance', 'deployment');
    expect(await getDeployment(world.deps, admin, { deployment })).toMatchObject({
      release: { version: '0.1.1' },
      run: { kind: 'restart' },
      status: { kind: 'unknown', last: { state: 'answering' } },
    });
  });

  it('brings a removed deployment back from its snapshot', async () => {
    const snapshot = parse(SnapshotId, 's-before-removal', 'snapshot');
    expect(await getSnapshot(world.deps, admin, { snapshot })).toMatchObject({
      name: 'authentication-engine',
      reason: 'removal',
    });
    await refreshDesired(world.deps, site);
    const [removal] = await listRuns(world.deps, admin, { site, open: false, limit: 1 });
    const undo = await undoRemoval(world.deps, admin, {
      run: parse(RunId, removal?.id ?? '', 'run'),
    });
    expect(undo).toMatchObject({ kind: 'undo', name: 'authentication-engine' });
    expect((await world.desired('closet')).deployments.map(({ id }) => id)).toContain(
      'authentication-engine',
    );
  });
});
