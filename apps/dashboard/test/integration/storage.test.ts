import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OutboxReport, parse } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openDiskUsage } from '../../src/server/storage/disk-usage.ts';
import { getStorage } from '../../src/server/services/storage/get.ts';
import { fillEvents, fillRuns } from './support/years.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const read = async () => getStorage(world.deps, await world.actor('admin'), { site });

it('says what each kind takes, how many and how old, and all of it adds up', async () => {
  await fillEvents(world, { count: 5_000, days: 10 });
  await fillRuns(world, { count: 100, days: 5 });
  await world.deps.db.execute(sql`analyze`);
  const { database } = await read();
  const kinds = new Map(database.kinds.map((one) => [one.kind, one]));
  expect(kinds.get('events')).toMatchObject({ rows: 5_000 });
  expect(Number(kinds.get('events')?.bytes)).toBeGreaterThan(500_000);
  expect(kinds.get('events')?.oldest).toBeCloseTo(world.clock.now - 9.998 * 86_400_000, -5);
  expect(kinds.get('runs')).toMatchObject({ rows: 100 });
  expect(kinds.get('attendance')).toMatchObject({ rows: 0, oldest: null });
  const sum = database.kinds.reduce((bytes, one) => bytes + Number(one.bytes), 0);
  expect(sum).toBe(Number(database.bytes));
  const sizes = database.kinds.slice(0, -1).map(({ bytes }) => Number(bytes));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

it('knows of no count and no outbox before somebody said one', async () => {
  const before = await read();
  expect(before.database.kinds.find(({ kind }) => kind === 'attendance')?.rows).toBeNull();
  expect(before.devices.every(({ outbox, at }) => outbox === null && at === null)).toBe(true);
  expect(before.lastRound).toBeNull();
  const outbox = parse(
    OutboxReport,
    { events: 5, bytes: 900, mostEvents: 1_000, mostBytes: 4_000_000 },
    'outbox',
  );
  await world.deps.db.execute(sql`update devices set heard_at = ${new Date(world.clock.now)},
    reported = ${JSON.stringify({ outbox })}::jsonb where id = 'closet'`);
  expect((await read()).devices.find(({ device }) => device === 'closet')).toMatchObject({
    outbox,
    at: world.clock.now,
  });
});

it('is for administrators', async () => {
  const alice = await world.actor('alice');
  await expect(getStorage(world.deps, alice, { site })).rejects.toMatchObject({
    kind: 'forbidden',
  });
});

it('measures the files of each folder, and what is not there takes nothing', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'nanoedge-home-'));
  onTestFinished(() => rm(home, { recursive: true }));
  await mkdir(path.join(home, 'logs'));
  await writeFile(path.join(home, 'logs', 'dashboard.log'), 'x'.repeat(70));
  await writeFile(path.join(home, 'logs', 'dashboard.log.1'), 'x'.repeat(30));
  const { folders, room } = openDiskUsage(home);
  expect(await folders()).toMatchObject({
    logs: { files: 2, bytes: 100 },
    images: { files: 0, bytes: 0 },
  });
  expect((await room()).totalBytes).toBeGreaterThan((await room()).freeBytes - 1);
});
