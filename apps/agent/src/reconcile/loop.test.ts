import { describe, expect, it } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { reconcileGround } from '../../test/support/reconcile-ground.ts';

const deployment = aDeployment();

const setUp = async (deployments = [deployment]) => reconcileGround(deployments);

describe('the loop', () => {
  it('starts what is desired and settles', async () => {
    const { engine, status, types, settled } = await setUp();
    expect(await engine.list()).toMatchObject([{ deployment: deployment.id, state: 'running' }]);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 0 });
    expect(types()).toEqual(['service.starting']);
    expect(settled.at(-1)).toEqual([1, true]);
  });

  it('brings a killed container back at once, the second time after a second', async () => {
    const { clock, engine, status, only, events } = await setUp();
    engine.kill(await only());
    await clock.advance(0);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 1 });
    expect(events().find(({ type }) => type === 'service.exited')).toMatchObject({
      exitCode: 137,
      detail: 'exit code 137',
    });

    engine.kill(await only());
    await clock.advance(999);
    expect(status.get(deployment.id)).toMatchObject({
      state: 'backing-off',
      detail: 'exit code 137',
    });
    await clock.advance(2);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 2 });
  });

  it('believes the news of an end more than a list that still shows the container running', async () => {
    const { clock, engine, status, only } = await setUp();
    engine.listLags = true;
    engine.kill(await only());
    await clock.advance(0);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 1 });
  });

  it('forgets the failures after a minute of health', async () => {
    const { clock, engine, status, only } = await setUp();
    engine.kill(await only());
    await clock.advance(61_000);
    engine.kill(await only());
    await clock.advance(0);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 1 });
  });

  it('replaces a container that was removed by hand, and says so', async () => {
    const { clock, engine, only, status, events } = await setUp();
    const first = await only();
    await engine.remove(first);
    await clock.advance(0);
    expect(await only()).not.toBe(first);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 1 });
    expect(events().filter(({ type }) => type === 'service.drifted')).toHaveLength(1);
  });

  it('restarts a service that stops answering, after three probes', async () => {
    const { clock, engine, prober, status, events, only } = await setUp();
    const address = (await engine.inspect(await only()))?.address ?? '';
    prober.silent.add(address);
    await clock.advance(29_999);
    expect(status.get(deployment.id).state).toBe('answering');
    await clock.advance(1);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', restarts: 1 });
    expect(events().find(({ type }) => type === 'service.exited')).toMatchObject({
      detail: 'exit code 143: did not answer 3 health probes',
    });
  });

  it('waits for a missing image and goes on by itself when it comes', async () => {
    const id = `sha256:${'c'.repeat(64)}`;
    const late = aDeployment({
      release: { version: '2', image: 'nanoedge/presence-detection:2', imageId: id },
    });
    const { clock, engine, status, settled } = await setUp([late]);
    expect(status.get(late.id).state).toBe('missing-image');
    expect(settled.at(-1)).toEqual([1, false]);
    engine.addImage('nanoedge/presence-detection:2', { id, bytes: 1 });
    await clock.advance(0);
    expect(status.get(late.id).state).toBe('answering');
    expect(settled.at(-1)).toEqual([1, true]);
  });

  it('tries a service slowly that exits again and again, says so once, and at once when it changes', async () => {
    const { clock, engine, status, only, events, assign } = await setUp();
    for (let failures = 1; failures <= 6; failures += 1) {
      engine.kill(await only(), 3);
      await clock.advance(0);
      if (failures < 6) await clock.advance(30_000);
    }
    expect(status.get(deployment.id)).toMatchObject({ state: 'failed', detail: 'exit code 3' });
    expect(events().filter(({ type }) => type === 'service.failed')).toMatchObject([
      { detail: 'failed 6 times in a row, tried every 5 min from now on: exit code 3' },
    ]);
    await clock.advance(299_000);
    expect(await engine.list()).toMatchObject([{ state: 'exited' }]);
    await clock.advance(1_000);
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
    engine.kill(await only(), 3);
    await clock.advance(60_000);
    expect(status.get(deployment.id)).toMatchObject({ state: 'failed', failures: 7 });
    expect(events().filter(({ type }) => type === 'service.failed')).toHaveLength(1);
    await assign([aDeployment({ config: { other: true } })]);
    await clock.advance(5_000);
    expect(await engine.list()).toMatchObject([{ state: 'running' }]);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 0 });
  });

  it('a service that crashed eight times because of its neighbour is tried on, and answers by itself once that is back', async () => {
    const { clock, engine, status, only, events } = await setUp();
    const began = clock.now();
    let crashes = 0;
    const crashesWhenItRuns = async (): Promise<void> => {
      const [container] = await engine.list();
      if (container?.state !== 'running') return;
      engine.kill(container.id, 3);
      crashes += 1;
    };
    while (crashes < 8 && clock.now() - began < 20 * 60_000) {
      await crashesWhenItRuns();
      await clock.advance(1_000);
    }
    expect(crashes).toBe(8);
    expect(status.get(deployment.id)).toMatchObject({ state: 'failed', detail: 'exit code 3' });
    expect(events().filter(({ type }) => type === 'service.failed')).toHaveLength(1);
    const wellAt = clock.now();
    while (status.get(deployment.id).state !== 'answering' && clock.now() - wellAt < 3_600_000)
      await clock.advance(1_000);
    expect(clock.now() - wellAt).toBeLessThanOrEqual(5 * 60_000);
    expect(await only()).not.toBe('none');
  });

  it('shows why the engine refuses, tries again with back-off, and says so once', async () => {
    const { clock, engine, status, loop, types } = await setUp([]);
    engine.refuseStart = 'driver failed: address already in use';
    loop.assign({ revision: 2, deployments: [deployment] });
    await clock.advance(0);
    await clock.advance(500);
    expect(status.get(deployment.id)).toMatchObject({
      state: 'backing-off',
      detail:
        'its port is held by something else; it gets another while that stays so: driver failed: address already in use',
    });
    await clock.advance(60_000);
    expect(status.get(deployment.id).state).toBe('failed');
    expect(types().filter((type) => type === 'service.failed')).toHaveLength(1);
    engine.refuseStart = null;
    await clock.advance(30_000);
    expect(status.get(deployment.id).state).toBe('answering');
  });

  it('lets a newer assignment supersede the one that it is working on', async () => {
    const { clock, engine, loop, types } = await setUp();
    loop.assign({
      revision: 2,
      deployments: [deployment, aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' })],
    });
    loop.assign({ revision: 3, deployments: [] });
    await clock.advance(0);
    expect(await engine.list()).toEqual([]);
    expect(types().at(-1)).toBe('service.removed');
  });

  it('leaves containers of others alone', async () => {
    const { clock, engine, loop } = await setUp();
    const foreign = engine.addForeign('device-2');
    loop.assign({ revision: 2, deployments: [] });
    await clock.advance(60_000);
    expect(engine.has(foreign)).toBe(true);
  });

  it('reports an engine that does not answer and goes on when it is back', async () => {
    const { clock, engine, problems, loop } = await setUp();
    engine.reachable = false;
    loop.trigger();
    await clock.advance(1_000);
    expect(problems.at(-1)).toBe('the fake engine is switched off');
    engine.reachable = true;
    await clock.advance(10_000);
    expect(problems.at(-1)).toBeNull();
  });
});
