import { describe, expect, it, vi } from 'vitest';
import { mebibyte } from '@nanoedge/base';
import { RunId } from '@nanoedge/protocol';
import { aDeployment } from '../../test/support/builders.ts';
import { device, reconcileGround } from '../../test/support/reconcile-ground.ts';
import { fakeFile } from '../engine/fake-disk.ts';
import { volumeName } from '../engine/labels.ts';
import { EngineUnreachable } from '../errors.ts';

const limited = (limitMiB: number, change: Record<string, unknown> = {}) =>
  aDeployment({ volumes: [{ name: 'data', path: '/data', limitMiB }], ...change });
const keeper = limited(1);

/** A deployment that runs, and what its volume holds from the next measurement on. */
const setUp = async (deployment = keeper) => {
  const ground = await reconcileGround([deployment]);
  const { clock, engine, events, status } = ground;
  const volume = volumeName({ device, deployment: deployment.name }, 'data');
  const held = async (share: number): Promise<void> => {
    engine.volume(volume).set('log', fakeFile('x'.repeat(Math.ceil(share * mebibyte))));
    await clock.advance(100_000);
  };
  const told = () => events().filter(({ type }) => type.startsWith('volume.'));
  const state = async () => (await engine.list())[0]?.state;
  return { ...ground, held, told, state, shown: () => status.get(deployment.id) };
};

describe('a volume that fills', () => {
  it('is told of once at four fifths, and again only after there was room', async () => {
    const { held, told, shown, state } = await setUp();
    await held(0.79);
    expect(told()).toEqual([]);
    expect(shown()).toMatchObject({ state: 'answering', detail: null });

    await held(0.8);
    await held(0.95);
    expect(told()).toMatchObject([
      { type: 'volume.filling', volume: 'data', limitBytes: mebibyte, deployment: keeper.id },
    ]);
    expect(shown()).toMatchObject({
      state: 'answering',
      detail: 'its volume “data” is more than 80 % full; at 1 MB it is stopped',
    });
    expect(await state()).toBe('running');

    await held(0.5);
    expect(shown()).toMatchObject({ state: 'answering', detail: null });
    await held(0.9);
    expect(told().map(({ type }) => type)).toEqual(['volume.filling', 'volume.filling']);
  });

  it('stops its service when it is full, and starts it again only when there is room', async () => {
    const { clock, held, told, shown, state, types } = await setUp();
    await held(1);
    expect(await state()).toBe('exited');
    expect(told()).toMatchObject([{ type: 'volume.full', bytes: mebibyte, limitBytes: mebibyte }]);
    expect(shown()).toMatchObject({ state: 'failed', failures: 0 });
    expect(shown().detail).toContain('release with a higher limit, or remove it with a snapshot');

    const before = types();
    await clock.advance(3_600_000);
    expect(types()).toEqual(before);
    expect(await state()).toBe('exited');

    await held(0.5);
    expect(await state()).toBe('running');
    expect(shown()).toMatchObject({ state: 'answering', detail: null, restarts: 0 });
  });

  it('stops it as soon as that was measured', async () => {
    const { clock, engine, state, eventually } = await setUp();
    const volume = volumeName({ device, deployment: keeper.name }, 'data');
    const sizes = vi.spyOn(engine, 'volumeSizes').mockResolvedValue(new Map([[volume, mebibyte]]));
    await eventually(() => expect(sizes).toHaveBeenCalled(), 1_000);
    await clock.advance(0);
    expect(await state()).toBe('exited');
  });

  it('may hold 256 MiB where its release does not say', async () => {
    const volumes = [{ name: 'data', path: '/data' }];
    const { clock, engine, told, state } = await setUp(aDeployment({ volumes }));
    const volume = volumeName({ device, deployment: keeper.name }, 'data');
    const holds = vi.spyOn(engine, 'volumeSizes');
    holds.mockResolvedValue(new Map([[volume, 256 * mebibyte - 1]]));
    await clock.advance(100_000);
    expect(await state()).toBe('running');
    holds.mockResolvedValue(new Map([[volume, 256 * mebibyte]]));
    await clock.advance(100_000);
    expect(await state()).toBe('exited');
    expect(told().map(({ type }) => type)).toEqual(['volume.filling', 'volume.full']);
  });

  it('is tried when somebody asks for a restart, and stopped when it is still full', async () => {
    const { clock, assign, held, told, state, journal } = await setUp();
    await held(1);
    const restart = RunId.parse('run-restart');
    await assign([{ ...keeper, restart }]);
    await clock.advance(6_000);
    expect(journal.get(restart)?.phase).toMatchObject({ name: 'ended', outcome: 'done' });
    await clock.advance(100_000);
    expect(await state()).toBe('exited');
    expect(told().map(({ type }) => type)).toEqual(['volume.full', 'volume.full']);
  });

  it('runs again with a release that may keep more', async () => {
    const { clock, assign, held, told, shown, state, eventually } = await setUp();
    await held(1);
    const change = RunId.parse('run-change');
    await assign([limited(2, { change, config: { other: true } })]);
    await eventually(() => expect(shown().state).toBe('answering'));
    await clock.advance(100_000);
    expect(await state()).toBe('running');
    expect(told().map(({ type }) => type)).toEqual(['volume.full']);
  });

  it('can be removed while it is full', async () => {
    const { assign, engine, held, eventually } = await setUp();
    await held(1);
    const run = RunId.parse('run-removal');
    await assign([{ ...keeper, removal: { run, snapshot: true } }]);
    await eventually(async () => expect(await engine.list()).toEqual([]));
  });
});

describe('measuring', () => {
  it('happens at most once a minute, and not where nothing keeps anything', async () => {
    const { clock, engine } = await setUp();
    const asked = vi.spyOn(engine, 'volumeSizes');
    await clock.advance(600_000);
    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(6);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(10);

    const bare = await setUp(aDeployment());
    const neverAsked = vi.spyOn(bare.engine, 'volumeSizes');
    await bare.clock.advance(600_000);
    expect(neverAsked).not.toHaveBeenCalled();
  });

  it('changes nothing when the engine does not say it', async () => {
    const { clock, engine, held, state, told } = await setUp();
    await held(1);
    const sizes = vi.spyOn(engine, 'volumeSizes');
    sizes.mockRejectedValue(new EngineUnreachable('too slow'));
    await clock.advance(600_000);
    expect(sizes).toHaveBeenCalled();
    expect(await state()).toBe('exited');
    expect(told()).toHaveLength(1);
  });
});
