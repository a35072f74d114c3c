import { describe, expect, it, vi } from 'vitest';
import { specHash } from '../../../src/engine/container-spec.ts';
import { EngineRefused, SpecRefused } from '../../../src/errors.ts';
import { aDeployment } from '../builders.ts';
import { waitOptions, type Bench } from './bench.ts';

const lives = (bench: Bench): void => {
  it('are created, started, listed, stopped and removed', async () => {
    const { engine, device, image } = bench.under;
    await engine.ensureNetwork();
    const wanted = bench.spec();
    const container = await engine.create(wanted);
    expect(await engine.list()).toMatchObject([
      {
        id: container,
        device,
        state: 'created',
        address: null,
        imageId: image.id,
        spec: specHash(wanted),
      },
    ]);
    await engine.start(container);
    expect(await engine.list()).toMatchObject([
      {
        id: container,
        state: 'running',
        address: expect.stringMatching(/^\d+\./),
        deployment: aDeployment().id,
        nanoservice: 'presence-detection',
      },
    ]);
    expect(await engine.inspect(container)).toMatchObject({
      state: 'running',
      exitCode: null,
      startedAt: expect.any(Number),
    });
    expect(await engine.memory(container)).toBeGreaterThan(0);
    await engine.stop(container, 3);
    expect(await engine.inspect(container)).toMatchObject({
      state: 'exited',
      exitCode: expect.any(Number),
    });
    expect(await engine.memory(container)).toBeNull();
    await engine.remove(container);
    expect(await engine.list()).toEqual([]);
    expect(await engine.inspect(container)).toBeNull();
  });
  it('may be started, stopped and removed twice', async () => {
    const container = await bench.startOne();
    await bench.under.engine.start(container);
    await bench.under.engine.stop(container, 1);
    await bench.under.engine.stop(container, 1);
    await bench.under.engine.remove(container);
    await bench.under.engine.remove(container);
    await bench.under.engine.stop(container, 1);
    expect(await bench.under.engine.inspect(container)).toBeNull();
  });
};

const ends = (bench: Bench): void => {
  it('say how they ended', async () => {
    const container = await bench.startOne();
    await bench.under.kill(container);
    await vi.waitFor(
      async () =>
        expect(await bench.under.engine.inspect(container)).toMatchObject({
          state: 'exited',
          exitCode: 137,
        }),
      waitOptions,
    );
  });

  it('have names that are taken only once', async () => {
    await bench.startOne();
    await expect(bench.under.engine.create(bench.spec())).rejects.toThrow(EngineRefused);
  });
};

const refusals = (bench: Bench): void => {
  it('are refused before the engine hears of them when they break the rules', async () => {
    await expect(bench.under.engine.create({ ...bench.spec(), privileged: true })).rejects.toThrow(
      SpecRefused,
    );
    await expect(
      bench.under.engine.create({ ...bench.spec(), memoryBytes: 64 * 1024 * 1024 }),
    ).rejects.toThrow('memory must be');
    expect(await bench.under.engine.list()).toEqual([]);
  });

  it('cannot come from an image that is not there', async () => {
    await bench.under.engine.ensureNetwork();
    await expect(
      bench.under.engine.create({ ...bench.spec(), image: `sha256:${'f'.repeat(64)}` }),
    ).rejects.toMatchObject({ status: 404 });
  });
};

export const containerContract = (bench: Bench): void => {
  describe('containers', () => {
    lives(bench);
    ends(bench);
    refusals(bench);
  });

  describe('containers of ours', () => {
    it('carry all their labels', async () => {
      await bench.under.engine.ensureNetwork();
      const wanted = bench.spec();
      const container = await bench.under.engine.create({
        ...wanted,
        labels: { ...wanted.labels, 'org.example.note': 'mine' },
      });
      const labels = { ...wanted.labels, 'org.example.note': 'mine' };
      expect((await bench.under.engine.list())[0]?.labels).toMatchObject(labels);
      expect((await bench.under.engine.inspect(container))?.labels).toMatchObject(labels);
    });

    it('get another name, so that their own is free again', async () => {
      const container = await bench.startOne();
      await bench.under.engine.rename(container, `${bench.spec().name}-before`);
      expect(await bench.under.engine.inspect(container)).toMatchObject({
        name: `${bench.spec().name}-before`,
        state: 'running',
      });
      await bench.under.engine.create(bench.spec());
    });

    it('go on when they were paused, and do not mind when they were not', async () => {
      const container = await bench.startOne();
      await bench.under.engine.unpause(container);
      await bench.under.pause(container);
      expect(await bench.under.engine.inspect(container)).toMatchObject({ state: 'paused' });
      await bench.under.engine.unpause(container);
      expect(await bench.under.engine.inspect(container)).toMatchObject({ state: 'running' });
    });
  });
};
