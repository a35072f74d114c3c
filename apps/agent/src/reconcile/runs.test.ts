import { describe, expect, it } from 'vitest';
import {
  parse,
  RestoreSpec,
  RunId,
  type AgentOwnEvent,
  type DeploymentSpec,
} from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import { reconcileGround } from '../../test/support/reconcile-ground.ts';
import { fakeFile } from '../engine/fake-disk.ts';
import { DashboardUnreachable, LinkRefused } from '../errors.ts';

const newer = { id: `sha256:${'c'.repeat(64)}`, reference: 'nanoedge/presence-detection:2' };
const volumes = [{ name: 'data', path: '/data' }];
const base = aDeployment({ volumes, port: 5700 });
const change = RunId.parse('run-change');
const removal = RunId.parse('run-removal');
const changed = aDeployment({
  volumes,
  port: 5700,
  change,
  release: { version: '2', image: newer.reference, imageId: newer.id },
});
const going: DeploymentSpec = { ...base, removal: { run: removal, snapshot: true } };

/** A service that has proven itself, and the newer image on the engine. */
const settledGround = async () => {
  const ground = await reconcileGround([base]);
  ground.engine.addImage(newer.reference, { id: newer.id, bytes: 2_300_000 });
  await ground.clock.advance(5_000);
  return ground;
};

type Ground = Awaited<ReturnType<typeof settledGround>>;

/** The event with which the run ended, once it has. */
const endOf = async ({ eventually, events }: Ground, run: RunId, stepMs = 100) => {
  await eventually(
    () => expect(finished(events()).map((event) => event.run)).toContain(run),
    stepMs,
  );
  return finished(events()).find((event) => event.run === run);
};

const finished = (events: AgentOwnEvent[]) =>
  events.filter((event) => event.type === 'run.finished');
/** The steps of a run and their states; progress within a step does not count. */
const stepsOf = (events: AgentOwnEvent[], run: string): string[] =>
  events
    .flatMap((event) =>
      event.type === 'run.step' && event.run === run ? [`${event.step} ${event.state}`] : [],
    )
    .filter((step, index, all) => step !== all[index - 1]);

describe('a change', () => {
  it('stops, saves, creates, and is done when the new release has stayed healthy; only then the old container goes', async () => {
    const ground = await settledGround();
    const { engine, events, assign, eventually, snapshots } = ground;
    await assign([changed]);
    await eventually(async () =>
      expect(new Map((await engine.list()).map(({ state, imageId }) => [imageId, state]))).toEqual(
        new Map([
          [anImage.id, 'exited'],
          [newer.id, 'running'],
        ]),
      ),
    );
    expect(finished(events())).toEqual([]);
    expect(await endOf(ground, change)).toMatchObject({
      outcome: 'done',
      initiationMs: 7,
      imageSent: false,
    });
    expect(await engine.list()).toMatchObject([{ state: 'running', imageId: newer.id }]);
    expect(stepsOf(events(), change)).toEqual([
      'stopping running',
      'stopping done',
      'snapshotting running',
      'snapshotting done',
      'storing running',
      'storing done',
      'creating running',
      'creating done',
      'starting running',
      'starting done',
      'answering running',
      'answering done',
      'probation running',
      'probation done',
    ]);
    expect(snapshots.list()).toMatchObject([
      { run: change, stored: true, summary: { version: '1.0.0' } },
    ]);
    const storing = events().filter(
      (event) => event.type === 'run.step' && event.step === 'storing' && event.state === 'done',
    );
    expect(storing).toMatchObject([
      { bytes: snapshots.list()[0]?.bytes, totalBytes: snapshots.list()[0]?.bytes },
    ]);
  });

  it('keeps the old container when the new one exits, and says so only when the old one answers again', async () => {
    const ground = await settledGround();
    const { clock, engine, events, assign, status } = ground;
    const old = (await engine.list())[0]?.id;
    await assign([changed]);
    await ground.eventually(async () =>
      expect((await engine.list()).find(({ imageId }) => imageId === newer.id)?.state).toBe(
        'running',
      ),
    );
    engine.kill((await engine.list()).find(({ imageId }) => imageId === newer.id)?.id ?? '', 3);
    expect(await endOf(ground, change)).toMatchObject({
      outcome: 'rolled-back',
      reason: 'exit code 3',
      exitCode: 3,
    });
    expect(await engine.list()).toMatchObject([{ id: old, state: 'running', imageId: anImage.id }]);
    expect(status.get(base.id)).toMatchObject({ state: 'answering', failures: 0 });
    await assign([base]);
    await clock.advance(60_000);
    expect(await engine.list()).toMatchObject([{ id: old, state: 'running' }]);
    expect(finished(events())).toHaveLength(1);
  });

  it('is rolled back when the new release never answers', async () => {
    const ground = await settledGround();
    const { engine, assign, prober } = ground;
    // The second container gets the second address
    prober.silent.add('127.0.0.3');
    await assign([changed]);
    expect(await endOf(ground, change)).toMatchObject({
      outcome: 'rolled-back',
      reason: expect.stringContaining('did not answer /health'),
    });
    expect(await engine.list()).toMatchObject([{ state: 'running', imageId: anImage.id }]);
  });

  it('is not held responsible for an engine that goes away and takes the new release with it', async () => {
    const ground = await settledGround();
    const { engine, assign, eventually, events } = ground;
    await assign([changed]);
    await eventually(async () =>
      expect((await engine.list()).find(({ imageId }) => imageId === newer.id)?.state).toBe(
        'running',
      ),
    );
    const fresh = (await engine.list()).find(({ imageId }) => imageId === newer.id)?.id ?? '';
    engine.reachable = false;
    engine.kill(fresh);
    await eventually(() => expect(ground.problems.at(-1)).not.toBeNull());
    engine.reachable = true;
    expect(await endOf(ground, change)).toMatchObject({ outcome: 'done' });
    expect(events().find(({ type }) => type === 'service.exited')).toMatchObject({
      detail: 'ended with the container engine',
    });
    expect(await engine.list()).toMatchObject([{ id: fresh, state: 'running' }]);
  });

  it('is refused, with the old release running, when its snapshot cannot be stored', async () => {
    const ground = await settledGround();
    const { engine, assign, transfer } = ground;
    transfer.store = async () => {
      throw new LinkRefused('the dashboard has no room for it');
    };
    await assign([changed]);
    expect(await endOf(ground, change)).toMatchObject({
      outcome: 'refused',
      reason: 'the snapshot could not be taken and stored: the dashboard has no room for it',
      snapshot: null,
    });
    expect(await engine.list()).toMatchObject([{ state: 'running', imageId: anImage.id }]);
  });

  it('that is taken back while it waits leaves the old release as it is', async () => {
    const { clock, engine, events, assign } = await settledGround();
    const later = aDeployment({
      volumes,
      port: 5700,
      change,
      release: { version: '3', image: 'x:3', imageId: `sha256:${'9'.repeat(64)}` },
    });
    await assign([later]);
    await assign([base]);
    await clock.advance(10_000);
    expect(await engine.list()).toMatchObject([{ state: 'running', imageId: anImage.id }]);
    expect(finished(events())).toMatchObject([{ run: change, outcome: 'cancelled' }]);
  });

  it('of a config alone needs no snapshot', async () => {
    const { clock, events, assign, snapshots } = await settledGround();
    await assign([aDeployment({ volumes, port: 5700, change, config: { other: 1 } })]);
    await clock.advance(6_000);
    expect(finished(events())).toMatchObject([{ outcome: 'done' }]);
    expect(snapshots.list()).toEqual([]);
  });
});

describe('a new deployment', () => {
  it('that exits again and again is failed, and left alone', async () => {
    const ground = await reconcileGround([aDeployment({ change })]);
    const { engine, only, eventually } = ground;
    for (let tries = 0; tries < 6; tries += 1) {
      await eventually(async () =>
        expect(await engine.list()).toMatchObject([{ state: 'running' }]),
      );
      engine.kill(await only(), 9);
    }
    expect(await endOf(ground, change)).toMatchObject({ outcome: 'failed', exitCode: 9 });
    const told = stepsOf(ground.events(), change);
    expect(told.filter((step) => step === 'probation failed')).toHaveLength(6);
    expect(told).not.toContain('probation done');
    expect(await engine.list()).toMatchObject([{ state: 'exited' }]);
  });

  it('that runs already as asked is done at once', async () => {
    const { clock, events, assign } = await settledGround();
    await assign([{ ...base, change }]);
    await clock.advance(1);
    expect(finished(events())).toMatchObject([{ run: change, outcome: 'done' }]);
  });
});

describe('a restart', () => {
  it('stops and starts the same container once', async () => {
    const { clock, engine, events, assign } = await settledGround();
    const before = (await engine.list())[0]?.id;
    const restart = RunId.parse('run-restart');
    await assign([{ ...base, restart }]);
    await clock.advance(6_000);
    expect(await engine.list()).toMatchObject([{ id: before, state: 'running' }]);
    expect(finished(events())).toMatchObject([{ run: restart, outcome: 'done' }]);
    expect(stepsOf(events(), restart).filter((step) => step === 'stopping running')).toHaveLength(
      1,
    );
  });
});

describe('a removal', () => {
  it('takes container and volumes only after the snapshot was stored', async () => {
    const ground = await settledGround();
    const { engine, assign, transfer, snapshots } = ground;
    const [volume] = await engine.volumes();
    let thereWhenStored: unknown = null;
    transfer.store = async ({ id }) => {
      thereWhenStored = [(await engine.list())[0]?.state, await engine.volumes()];
      snapshots.markStored(id);
    };
    await assign([going]);
    expect(await endOf(ground, removal)).toMatchObject({
      outcome: 'done',
      snapshot: snapshots.list()[0]?.id,
    });
    expect(thereWhenStored).toEqual(['exited', [volume]]);
    expect(await engine.list()).toEqual([]);
    expect(await engine.volumes()).toEqual([]);
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
    expect(await engine.volumes()).toHaveLength(1);
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
    expect([await engine.list(), await engine.volumes(), snapshots.list()]).toEqual([[], [], []]);
    expect(finished(events())).toMatchObject([{ outcome: 'done', snapshot: null }]);
  });
});

describe('undo', () => {
  it('brings the volumes back as they were', async () => {
    const ground = await settledGround();
    const { engine, assign, snapshots } = ground;
    const volume = (await engine.volumes())[0] ?? '';
    engine.volume(volume).set('events.db', fakeFile('rows'));
    await assign([going]);
    await endOf(ground, removal);
    await assign([]);
    expect(await engine.volumes()).toEqual([]);
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
    const volume = (await engine.volumes())[0] ?? '';
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
