import { labels } from '@nanoedge/base';
import { parse, RunId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import { aContainer, archive, current, targetFor } from '../../test/support/plans.ts';
import { device, reconcileGround } from '../../test/support/reconcile-ground.ts';
import { containerSpec } from '../engine/container-spec.ts';
import { FakeEngine } from '../engine/fake.ts';
import { ContainerKeys } from '../store/container-keys.ts';
import { plan } from './plan.ts';
import { remedyFor } from './remedy.ts';

const deployment = aDeployment();

/** As engines say it. */
const words = {
  task: 'task 3f1c0: already exists: unknown',
  taskOfContainerd: 'AlreadyExists: task 3f1c0 already exists',
  endpoint: 'endpoint with name nanoedge-1-pd already exists in network nanoedge-1',
  lostEndpoint: 'endpoint 77aa not found in store',
  network: 'network 4cf0 not found',
  pair: 'failed to add the host (veth1) <=> sandbox (veth2) pair interfaces: no such device',
  port: 'driver failed programming external connectivity: Bind failed: port is already allocated',
  layer: 'error creating overlay mount to /var/lib/docker/overlay2/x: no such file or directory',
  lostLayer: 'layer does not exist',
  volume: 'error while mounting volume: failed to mount local volume: no such file or directory',
};

describe('what is replaced after the engine refused', () => {
  it.each([
    ['task', 'container'],
    ['taskOfContainerd', 'container'],
    ['volume', 'container'],
    ['endpoint', 'network'],
    ['lostEndpoint', 'network'],
    ['network', 'network'],
    ['pair', 'network'],
    ['port', 'container'],
    ['layer', 'image'],
    ['lostLayer', 'image'],
  ] as const)('by %s four times is the %s, after a fresh container at the second', (key, then) => {
    const found = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((refusals) => remedyFor(refusals, words[key]));
    expect(found).toEqual([null, null, 'container', null, then, null, 'container', null, then]);
  });

  const stuck = aContainer({ state: 'created', address: null });
  const pulled = aDeployment({
    release: { version: '1', image: anImage.reference, imageId: anImage.id, archive },
  });

  it.each([
    ['container', deployment, ['remove-container']],
    ['network', deployment, ['remove-container', 'renew-network']],
    ['image', pulled, ['remove-container', 'discard-image']],
    ['image', deployment, ['remove-container']],
  ] as const)('is planned for the %s, and only what can come again goes', (remedy, spec, steps) => {
    const now = current({ containers: [stuck], remedies: new Map([[deployment.id, remedy]]) });
    expect(plan(now, [targetFor(spec)]).map(({ kind }) => kind)).toEqual(steps);
  });

  it('is not the network while others run on it', () => {
    const neighbour = aContainer({ id: 'c2', deployment: aDeployment({ name: 'other' }).id });
    const containers = [stuck, neighbour];
    const now = current({ containers, remedies: new Map([[deployment.id, 'network' as const]]) });
    const steps = plan(now, [targetFor(deployment), targetFor(aDeployment({ name: 'other' }))]);
    expect(steps).toMatchObject([{ kind: 'remove-container', container: stuck.id }]);
  });

  it('waits for the back-off, and leaves alone what runs', () => {
    const remedies = new Map([[deployment.id, 'network' as const]]);
    const held = new Map([[deployment.id, 5 as never]]);
    const waiting = current({ containers: [stuck], remedies, held });
    expect(plan(waiting, [targetFor(deployment)])).toMatchObject([{ kind: 'hold' }]);
    expect(
      plan(current({ containers: [aContainer()], remedies }), [targetFor(deployment)]),
    ).toEqual([]);
  });
});

describe('a port that the engine does not give', () => {
  it('is told once the engine had its chance to clear up, and not before', async () => {
    const { status } = await reconcileGround([deployment]);
    const told = [words.port, words.port, words.task, words.port].map((said) => {
      status.refuse(deployment.id, { said, detail: said });
      return status.lacksPort(deployment.id);
    });
    expect(told).toEqual([false, true, false, true]);
    status.forgive(deployment.id);
    expect(status.lacksPort(deployment.id)).toBe(false);
  });
});

describe('a start that fails for ever', () => {
  it('is a fresh container where a dead engine left its task behind', async () => {
    const { clock, engine, only, status, events } = await reconcileGround([deployment]);
    const first = await only();
    engine.stale.add(first);
    engine.reachable = false;
    engine.kill(first);
    await clock.advance(1_000);
    engine.reachable = true;
    await clock.advance(12_000);
    expect(await only()).not.toBe(first);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 0 });
    expect(events().filter(({ type }) => type === 'service.exited')).toMatchObject([
      { detail: 'ended with the container engine' },
    ]);
  });

  it.each(['brokenNetwork', 'brokenImage'] as const)(
    'is mended where it is a %s',
    async (fault) => {
      const spec = aDeployment({
        release: { version: '1', image: anImage.reference, imageId: anImage.id, pull: true },
      });
      const { engine, images, status, loop, eventually } = await reconcileGround([]);
      images.bring = async ({ image }) => {
        engine.addImage(image, { id: anImage.id, bytes: 2_300_000 });
        return { sentBytes: 0 };
      };
      engine[fault] = true;
      loop.assign({ revision: 2, deployments: [spec] });
      await eventually(() => expect(status.get(spec.id).state).toBe('answering'));
      expect(engine[fault]).toBe(false);
      expect(status.get(spec.id)).toMatchObject({ failures: 0, refusals: 0 });
    },
  );

  it('is not held against a change before a fresh container was refused, too', async () => {
    const { clock, engine, assign, eventually, events } = await reconcileGround([deployment]);
    await clock.advance(10_000);
    const known = new Set((await engine.list()).map(({ id }) => id));
    engine.refuseStart = words.port;
    const change = parse(RunId, 'run-change', 'run');
    await assign([aDeployment({ change, config: { other: true } })]);
    await eventually(async () =>
      expect((await engine.list()).some(({ id }) => !known.has(id))).toBe(true),
    );
    engine.refuseStart = null;
    await eventually(() =>
      expect(events().find(({ type }) => type === 'run.finished')).toMatchObject({
        outcome: 'done',
      }),
    );
  });

  it('is in a fresh container when somebody asks for that, though the old one runs', async () => {
    const { clock, only, status, assign } = await reconcileGround([deployment]);
    await clock.advance(10_000);
    const first = await only();
    const restart = parse(RunId, 'run-restart', 'run');
    await assign([{ ...deployment, restart }]);
    await clock.advance(10_000);
    expect(await only()).toBe(first);
    await assign([{ ...deployment, restart: parse(RunId, 'run-recreate', 'run'), fresh: true }]);
    await clock.advance(10_000);
    expect(await only()).not.toBe(first);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 0 });
    const second = await only();
    await clock.advance(60_000);
    expect(await only()).toBe(second);
  });

  it('is tried at once, in a fresh container, when somebody asks for a restart', async () => {
    const { clock, engine, only, status, assign, events } = await reconcileGround([deployment]);
    for (let failures = 1; failures <= 6; failures += 1) {
      engine.kill(await only(), 3);
      await clock.advance(failures < 6 ? 30_000 : 0);
    }
    const failed = await only();
    await assign([{ ...deployment, restart: parse(RunId, 'run-restart', 'run') }]);
    await clock.advance(6_000);
    expect(await only()).not.toBe(failed);
    expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 0 });
    expect(events().find(({ type }) => type === 'run.finished')).toMatchObject({ outcome: 'done' });
  });

  it('is counted from new once the engine was away, and tried at once', async () => {
    const { clock, engine, only, status } = await reconcileGround([deployment]);
    for (let failures = 1; failures <= 6; failures += 1) {
      engine.kill(await only(), 3);
      await clock.advance(failures < 6 ? 30_000 : 0);
    }
    expect(status.get(deployment.id).state).toBe('failed');
    for (let restarts = 0; restarts < 9; restarts += 1) {
      const container = await only();
      engine.reachable = false;
      engine.kill(container);
      await clock.advance(31_000);
      engine.reachable = true;
      await clock.advance(10_000);
      expect(status.get(deployment.id)).toMatchObject({ state: 'answering', failures: 0 });
    }
  });
});

describe('a container that ran before the agent did', () => {
  const madeWith = async (key: Record<string, string>) => {
    const engine = new FakeEngine(device);
    engine.addImage(anImage.reference, { id: anImage.id, bytes: 2_300_000 });
    const { gateway } = await engine.ensureNetwork();
    const spec = containerSpec(deployment, { device, address: gateway });
    const container = await engine.create({ ...spec, labels: { ...spec.labels, ...key } });
    await engine.start(container);
    return { container, ground: await reconcileGround([deployment], { engine }) };
  };

  it('is made anew when this device cannot tell its secret any more', async () => {
    const { container, ground } = await madeWith({ [labels.key]: 'f'.repeat(48) });
    await ground.eventually(async () => {
      expect(await ground.only()).not.toBe(container);
      expect(await ground.engine.list()).toMatchObject([{ state: 'running' }]);
    });
  });

  it('goes on when it can', async () => {
    const { id } = new ContainerKeys(Buffer.alloc(32)).make();
    const { container, ground } = await madeWith({ [labels.key]: id });
    await ground.clock.advance(60_000);
    expect(await ground.only()).toBe(container);
  });
});
