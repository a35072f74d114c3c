import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeploymentId, RunId, SnapshotId } from '@nanoedge/protocol';
import { scratchFolder } from '../../test/support/scratch.ts';
import { storedDatabase } from '../../test/support/stored-database.ts';
import { Outbox } from '../edge/outbox/outbox.ts';
import { Journal } from '../reconcile/journal.ts';
import { SnapshotStore } from '../snapshots/store.ts';
import { openDatabase } from './database.ts';
import { DatabaseTooNew, migrate } from './migrate.ts';
import { StateStore } from './state-store.ts';

const snapshot = 's-1';
const onDevice = { snapshot, on: 'device' };
const onDashboard = { snapshot, on: 'dashboard' };
const back = (outcome: 'rolled-back' | 'refused') => ({
  name: 'going-back',
  verdict: {
    outcome,
    reason: `${outcome} for a reason`,
    exitCode: 3,
    logLines: ['no such file'],
  },
});
const over = (outcome: string, saved: unknown, volumes: string) => ({
  name: 'ended',
  outcome,
  saved,
  volumes,
});

/** Every run of the stored file, and what it has to become. */
const changes = {
  'change-queued': { name: 'queued' },
  'change-image-sent': { name: 'queued' },
  'change-taken': { name: 'storing', snapshot },
  'change-stored': { name: 'stored', snapshot },
  'change-stored-answered': { name: 'stored', snapshot },
  'change-emptied-saved': { name: 'emptied', saved: onDashboard },
  'change-emptied-taken': { name: 'emptied', saved: onDevice },
  'change-emptied-bare': { name: 'emptied', saved: null },
  'change-restored-saved': { name: 'restored', saved: onDashboard },
  'change-restored-bare': { name: 'restored', saved: null },
  'back-kept': { ...back('rolled-back'), saved: null, volumes: 'kept' },
  'back-kept-refused': { ...back('refused'), saved: onDevice, volumes: 'kept' },
  'back-kept-stored': { ...back('rolled-back'), saved: onDashboard, volumes: 'kept' },
  'back-emptied': { ...back('rolled-back'), saved: onDashboard, volumes: 'emptied' },
  'back-restored': { ...back('rolled-back'), saved: onDashboard, volumes: 'restored' },
  'back-refilled': { ...back('rolled-back'), saved: onDashboard, volumes: 'refilled' },
  'back-restored-refilled': {
    ...back('rolled-back'),
    saved: onDashboard,
    volumes: 'refilled-after-restored',
  },
  'ended-done': over('done', null, 'kept'),
  'ended-done-restored': over('done', onDashboard, 'restored'),
  'ended-rolled-back': over('rolled-back', onDashboard, 'kept'),
  'ended-rolled-back-refilled': over('rolled-back', onDashboard, 'refilled-after-restored'),
  'ended-refused': over('refused', null, 'kept'),
  'ended-refused-emptied': over('refused', onDashboard, 'emptied'),
  'ended-failed': over('failed', null, 'kept'),
  'ended-failed-emptied': over('failed', null, 'emptied'),
  'ended-failed-restored': over('failed', null, 'restored'),
  'ended-failed-refilled': over('failed', onDashboard, 'refilled'),
  'ended-failed-restored-refilled': over('failed', onDashboard, 'refilled-after-restored'),
  'ended-cancelled': over('cancelled', onDevice, 'kept'),
};
const restarts = {
  'restart-queued': { name: 'queued' },
  'restart-restarted': { name: 'restarted' },
  'restart-back': back('refused'),
  'restart-restarted-back': back('refused'),
  'ended-restart': { name: 'ended', outcome: 'done' },
  'ended-restart-failed': { name: 'ended', outcome: 'failed' },
};
const removals = {
  'removal-queued': { name: 'queued' },
  'removal-taken': { name: 'storing', snapshot },
  'removal-stored': { name: 'stored', snapshot },
  'removal-back': { ...back('refused'), saved: onDevice },
  'ended-removal': { name: 'ended', outcome: 'done', saved: onDashboard },
  'ended-removal-refused': { name: 'ended', outcome: 'refused', saved: onDevice },
};
const sent = ['change-image-sent', 'change-taken', 'change-stored-answered', 'ended-done'];
const times: Readonly<Record<string, number>> = {
  'change-stored-answered': 98.7,
  'change-restored-bare': 101,
  'back-kept-stored': 7,
  'ended-done': 99,
  'ended-restart': 5,
};

const migrated = () => {
  const folder = scratchFolder();
  const database = openDatabase(storedDatabase(folder));
  onTestFinished(() => database.close());
  const outbox = new Outbox(database);
  const journal = new Journal(database, outbox);
  return { folder, database, outbox, journal, state: new StateStore(database) };
};

describe('a database of release 0.1.0', () => {
  it.each([
    ['change', changes],
    ['restart', restarts],
    ['removal', removals],
  ] as const)('gives every %s the phase that its facts meant', (kind, expected) => {
    const { journal } = migrated();
    for (const [name, phase] of Object.entries(expected)) {
      expect(journal.get(RunId.parse(name)), name).toEqual({
        run: name,
        deployment: 'd-lobby',
        kind,
        phase,
        figures: { imageSent: sent.includes(name), initiationMs: times[name] ?? null },
      });
    }
  });

  it('has no other runs, and the same ones are open, in their order', () => {
    const { database, journal } = migrated();
    const names = [...Object.keys(changes), ...Object.keys(restarts), ...Object.keys(removals)];
    const rows = database.prepare('SELECT run FROM runs ORDER BY rowid').all();
    expect(rows.map(({ run }) => String(run)).toSorted()).toEqual(names.toSorted());
    expect(rows.at(0)).toEqual({ run: 'change-queued' });
    expect(rows.at(-1)).toEqual({ run: 'ended-removal-refused' });
    expect(journal.openRuns().map(({ run }) => String(run))).toEqual(
      rows.map(({ run }) => String(run)).filter((run) => !run.startsWith('ended-')),
    );
  });

  it('keeps its outbox, numbers and all', () => {
    const { outbox } = migrated();
    expect([outbox.depth(), outbox.lastSeq()]).toEqual([17, 19]);
    expect(outbox.batch(0)[0]).toMatchObject({
      seq: 3,
      source: { deployment: 'd-lobby', nanoservice: 'presence-detection' },
      body: { type: 'presence.detected', zone: 'entrance' },
    });
    expect(outbox.batch(3)[0]).toMatchObject({
      seq: 4,
      body: { type: 'run.finished', run: 'ended-done' },
    });
  });

  it('keeps its desired state, small facts, proven deployments and snapshots', () => {
    const { folder, database, journal, state } = migrated();
    expect(state.desired()).toMatchObject({
      revision: 7,
      deployments: [{ id: 'd-lobby', change: 'change-stored' }, { id: 'd-room' }],
    });
    expect(['applied', 'address', 'initiation:c1'].map((key) => state.read(key))).toEqual([
      '6',
      '192.0.2.7',
      '98.7',
    ]);
    expect(journal.proven(DeploymentId.parse('d-lobby'))).toMatchObject({ hash: 'hash-of-lobby' });
    expect(journal.proven(DeploymentId.parse('d-room'))?.spec.change).toBe('ended-done');
    const snapshots = new SnapshotStore(folder, database);
    expect(snapshots.get(SnapshotId.parse('s-1'))).toMatchObject({ run: 'change-stored' });
    expect(snapshots.list().map(({ stored }) => stored)).toEqual([false, true]);
  });

  it('loses a run that nobody can read, and nothing else', () => {
    const file = storedDatabase(scratchFolder());
    const before = new DatabaseSync(file);
    before.exec("UPDATE runs SET facts = '{' WHERE run = 'change-queued'");
    before.close();
    const database = openDatabase(file);
    onTestFinished(() => database.close());
    const journal = new Journal(database, new Outbox(database));
    expect(journal.get(RunId.parse('change-queued'))).toBeNull();
    expect(journal.openRuns()).toHaveLength(24);
  });
});

describe('migrating', () => {
  const step = (version: number, sql: string) => ({
    version,
    apply: (database: DatabaseSync) => database.exec(sql),
  });
  const memory = (): DatabaseSync => {
    const database = new DatabaseSync(':memory:');
    onTestFinished(() => database.close());
    return database;
  };
  const versionOf = (database: DatabaseSync) => database.prepare('PRAGMA user_version').get();

  it('applies each step once', () => {
    const database = memory();
    migrate(database, [step(1, 'CREATE TABLE a (x)')]);
    migrate(database, [step(1, 'CREATE TABLE a (x)'), step(2, 'CREATE TABLE b (x)')]);
    migrate(database, [step(1, 'CREATE TABLE a (x)'), step(2, 'CREATE TABLE b (x)')]);
    expect(versionOf(database)).toEqual({ user_version: 2 });
  });

  it('leaves nothing of a step that failed, and keeps those before it', () => {
    const database = memory();
    const steps = [
      step(1, 'CREATE TABLE a (x)'),
      step(2, 'CREATE TABLE b (x); CREATE TABLE a (x)'),
    ];
    expect(() => migrate(database, steps)).toThrow('table a already exists');
    expect(versionOf(database)).toEqual({ user_version: 1 });
    expect(database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toEqual([
      { name: 'a' },
    ]);
  });

  it('refuses a database that a newer agent wrote, and does not touch it', () => {
    const database = memory();
    database.exec('PRAGMA user_version = 9');
    expect(() => migrate(database, [step(1, 'CREATE TABLE a (x)')])).toThrow(DatabaseTooNew);
    expect(() => migrate(database, [])).toThrow(
      'its database has version 9, this agent knows up to 0',
    );
    expect(versionOf(database)).toEqual({ user_version: 9 });
  });

  it('gives a fresh device the same tables as one that was migrated', () => {
    const tablesOf = (database: DatabaseSync) =>
      database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all();
    const fresh = openDatabase(':memory:');
    onTestFinished(() => fresh.close());
    const names = tablesOf(fresh).map(({ name }) => name);
    expect(tablesOf(migrated().database).map(({ name }) => name)).toEqual(names);
  });
});
