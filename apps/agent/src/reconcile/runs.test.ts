import { describe, expect, it } from 'vitest';
import { RunId } from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import { reconcileGround } from '../../test/support/reconcile-ground.ts';
import {
  base,
  change,
  changed,
  endOf,
  finished,
  newer,
  settledGround,
  stepsOf,
  volumes,
} from '../../test/support/runs.ts';
import { LinkRefused } from '../errors.ts';

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
