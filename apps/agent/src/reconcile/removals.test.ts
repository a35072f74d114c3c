import { describe, expect, it } from 'vitest';
import { parse, RestoreSpec, RunId } from '@nanoedge/protocol';
import {
  base,
  change,
  changed,
  endOf,
  finished,
  going,
  removal,
  settledGround,
} from '../../test/support/runs.ts';
import { fakeFile } from '../engine/fake-disk.ts';
import { DashboardUnreachable } from '../errors.ts';

describe('a removal', () => {
  it('takes container and volumes only after the snapshot was stored', async () => {
    const ground = await settledGround();
    const { engine, assign, transfer, snapshots } = ground;
    const [volume] = (await engine.volumes()).keys();
    let thereWhenStored: unknown = null;
    transfer.store = async ({ id }) => {
      thereWhenStored = [(await engine.list())[0]?.state, [...(await engine.volumes()).keys()]];
      snapshots.markStored(id);
    };
    await assign([going]);
    expect(await endOf(ground, removal)).toMatchObject({
      outcome: 'done',
      snapshot: snapshots.list()[0]?.id,
    });
    expect(thereWhenStored).toEqual(['exited', [volume]]);
    expect(await engine.list()).toEqual([]);
    expect([...(await engine.volumes()).keys()]).toEqual([]);
  });

  it('is refused when the dashboard stays away for a minute, and the service runs again', async () => {
    const ground = await settledGround();
    const { clock, engine, assign, transfer } = ground;
    let asked = 0;
    transfer.store = async () => {
      asked += 1;
      throw new DashboardUnreachable('no route');
    };
    await assign([going]);
    await ground.eventually(() => expect(asked).toBeGreaterThan(0), 0);
    await clock.advance(30_000);
    expect(await engine.list()).toMatchObject([{ state: 'exited' }]);
    expect(await endOf(ground, removal, 1_000)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('not reached within a minute'),
    });
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
    expect([...(await engine.volumes()).keys()]).toHaveLength(1);
    await assign([base]);
    await clock.advance(10_000);
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
  });

  it('that is cancelled while it is being saved brings the service back', async () => {
    const ground = await settledGround();
    const { engine, assign, transfer, eventually } = ground;
    let asked = false;
    transfer.store = async (_snapshot, _progress, signal) => {
      asked = true;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DashboardUnreachable('cut')), {
          once: true,
        });
      });
    };
    await assign([going]);
    await eventually(() => expect(asked).toBe(true), 0);
    await assign([base]);
    expect(await endOf(ground, removal)).toMatchObject({ outcome: 'cancelled' });
    await eventually(async () => expect(await engine.list()).toMatchObject([{ state: 'running' }]));
  });

  it('without a snapshot is asked for by name', async () => {
    const { clock, engine, events, assign, snapshots } = await settledGround();
    await assign([{ ...base, removal: { run: removal, snapshot: false } }]);
    await clock.advance(100);
    expect([await engine.list(), [...(await engine.volumes()).keys()], snapshots.list()]).toEqual([
      [],
      [],
      [],
    ]);
    expect(finished(events())).toMatchObject([{ outcome: 'done', snapshot: null }]);
  });
});

describe('undo', () => {
  it('brings the volumes back as they were', async () => {
    const ground = await settledGround();
    const { engine, assign, snapshots } = ground;
    const volume = [...(await engine.volumes()).keys()][0] ?? '';
    engine.volume(volume).set('events.db', fakeFile('rows'));
    await assign([going]);
    await endOf(ground, removal);
    await assign([]);
    expect([...(await engine.volumes()).keys()]).toEqual([]);
    const saved = snapshots.list()[0];
    if (saved === undefined) throw new Error('no snapshot was taken');
    const undo = RunId.parse('run-undo');
    const restore = parse(
      RestoreSpec,
      { snapshot: saved.id, digest: saved.digest, bytes: saved.bytes },
      'restore',
    );
    await assign([{ ...base, change: undo, restore }]);
    expect(await endOf(ground, undo)).toMatchObject({ outcome: 'done' });
    expect(engine.volume(volume).get('events.db')).toMatchObject(fakeFile('rows'));
    const [container] = await engine.list();
    await assign([{ ...base, change: undo }]);
    await ground.clock.advance(60_000);
    expect(await engine.list()).toMatchObject([{ id: container?.id, state: 'running' }]);
  });

  it('that cannot get its snapshot fails and starts nothing with empty volumes', async () => {
    const ground = await settledGround();
    const { clock, engine, assign } = ground;
    await assign([going]);
    await endOf(ground, removal);
    await assign([]);
    const restore = parse(
      RestoreSpec,
      { snapshot: 'gone', digest: `sha256:${'1'.repeat(64)}`, bytes: 5 },
      'restore',
    );
    const undo = RunId.parse('run-undo');
    await assign([{ ...base, change: undo, restore }]);
    expect(await endOf(ground, undo, 1_000)).toMatchObject({ outcome: 'failed' });
    await clock.advance(120_000);
    expect((await engine.list()).filter(({ state }) => state === 'running')).toEqual([]);
  });
});

describe('a restore over what runs', () => {
  const restoring = RunId.parse('run-restore');

  /** A service whose volume said "old" at its snapshot and says "new" now. */
  const grown = async () => {
    const ground = await settledGround();
    const { engine, assign, snapshots } = ground;
    const volume = [...(await engine.volumes()).keys()][0] ?? '';
    engine.volume(volume).set('events.db', fakeFile('old'));
    await assign([changed]);
    await endOf(ground, change);
    const saved = snapshots.list()[0];
    if (saved === undefined) throw new Error('no snapshot was taken');
    engine.volume(volume).set('events.db', fakeFile('new'));
    const restore = parse(
      RestoreSpec,
      { snapshot: saved.id, digest: saved.digest, bytes: saved.bytes },
      'restore',
    );
    return { ...ground, ground, volume, asked: { ...changed, change: restoring, restore } };
  };

  it('saves what is there first, then brings the old content', async () => {
    const { ground, engine, assign, snapshots, volume, asked } = await grown();
    await assign([asked]);
    expect(await endOf(ground, restoring)).toMatchObject({
      outcome: 'done',
      snapshot: snapshots.list()[0]?.id,
    });
    expect(engine.volume(volume).get('events.db')).toMatchObject(fakeFile('old'));
    expect(snapshots.list()).toMatchObject([{ run: restoring }, { run: change }]);
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
  });

  it('brings back what was there when the service does not hold up on it', async () => {
    const { ground, engine, assign, volume, asked, eventually } = await grown();
    const before = (await engine.list())[0]?.id;
    await assign([asked]);
    await eventually(async () =>
      expect(await engine.list()).toMatchObject([
        { id: expect.not.stringMatching(before ?? ''), state: 'running' },
      ]),
    );
    engine.kill((await engine.list())[0]?.id ?? '', 5);
    expect(await endOf(ground, restoring)).toMatchObject({ outcome: 'rolled-back', exitCode: 5 });
    expect(engine.volume(volume).get('events.db')).toMatchObject(fakeFile('new'));
    await assign([{ ...changed, change }]);
    await ground.clock.advance(10_000);
    expect(engine.volume(volume).get('events.db')).toMatchObject(fakeFile('new'));
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
  });
});
