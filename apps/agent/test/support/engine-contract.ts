import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { containerSpec, specHash, type ContainerSpec } from '../../src/engine/container-spec.ts';
import type { Engine, EngineEvent } from '../../src/engine/engine.ts';
import { EngineRefused, SpecRefused } from '../../src/errors.ts';
import { aDeployment } from './builders.ts';
import type { TestImage } from './responder.ts';

export interface EngineUnderTest {
  engine: Engine;
  device: string;
  image: TestImage;
  /** As `docker kill` does. */
  kill: (container: string) => void | Promise<void>;
  /** A running container that carries another device's label. */
  addForeign: () => string | Promise<string>;
  exists: (container: string) => boolean | Promise<boolean>;
  cleanUp: () => void | Promise<void>;
}

const waitOptions = { timeout: 10_000, interval: 10 };

/** What every implementation of the Engine port promises; runs on the real engine and on the fake. */
export const engineContract = (open: () => Promise<EngineUnderTest>): void => {
  let under: EngineUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(async () => under.cleanUp());

  const spec = (change: Record<string, unknown> = {}): ContainerSpec =>
    containerSpec(aDeployment({ release: { version: '1', image: under.image.reference, imageId: under.image.id }, ...change }), {
      device: under.device,
      address: '127.0.0.1',
    });

  const startOne = async (change: Record<string, unknown> = {}): Promise<string> => {
    await under.engine.ensureNetwork();
    const container = await under.engine.create(spec(change));
    await under.engine.start(container);
    return container;
  };

  describe('containers', () => {
    it('are created, started, listed, stopped and removed', async () => {
      const { engine, device, image } = under;
      await engine.ensureNetwork();
      const wanted = spec();
      const container = await engine.create(wanted);
      expect(await engine.list()).toMatchObject([
        { id: container, device, state: 'created', address: null, imageId: image.id, spec: specHash(wanted) },
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
      expect(await engine.inspect(container)).toMatchObject({ state: 'running', exitCode: null, startedAt: expect.any(Number) });
      expect(await engine.memory(container)).toBeGreaterThan(0);
      await engine.stop(container, 3);
      expect(await engine.inspect(container)).toMatchObject({ state: 'exited', exitCode: expect.any(Number) });
      expect(await engine.memory(container)).toBeNull();
      await engine.remove(container);
      expect(await engine.list()).toEqual([]);
      expect(await engine.inspect(container)).toBeNull();
    });

    it('may be started, stopped and removed twice', async () => {
      const container = await startOne();
      await under.engine.start(container);
      await under.engine.stop(container, 1);
      await under.engine.stop(container, 1);
      await under.engine.remove(container);
      await under.engine.remove(container);
      await under.engine.stop(container, 1);
    });

    it('say how they ended', async () => {
      const container = await startOne();
      await under.kill(container);
      await vi.waitFor(
        async () => expect(await under.engine.inspect(container)).toMatchObject({ state: 'exited', exitCode: 137 }),
        waitOptions,
      );
    });

    it('have names that are taken only once', async () => {
      await startOne();
      await expect(under.engine.create(spec())).rejects.toThrow(EngineRefused);
    });

    it('are refused before the engine hears of them when they break the rules', async () => {
      await expect(under.engine.create({ ...spec(), privileged: true })).rejects.toThrow(SpecRefused);
      await expect(under.engine.create({ ...spec(), memoryBytes: 64 * 1024 * 1024 })).rejects.toThrow('memory must be');
      expect(await under.engine.list()).toEqual([]);
    });

    it('cannot come from an image that is not there', async () => {
      await under.engine.ensureNetwork();
      await expect(under.engine.create({ ...spec(), image: `sha256:${'f'.repeat(64)}` })).rejects.toMatchObject({ status: 404 });
    });
  });

  it('never shows or touches containers of another device', async () => {
    const foreign = await under.addForeign();
    expect(await under.engine.list()).toEqual([]);
    await under.engine.stop(foreign, 1);
    await under.engine.remove(foreign);
    await expect(under.engine.start(foreign)).rejects.toThrow(EngineRefused);
    expect(await under.exists(foreign)).toBe(true);
  });

  it('makes the network once and knows its gateway', async () => {
    const first = await under.engine.ensureNetwork();
    expect(first.gateway).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await under.engine.ensureNetwork()).toEqual(first);
  });

  it('knows its images by reference and by id', async () => {
    const { engine, image } = under;
    expect(await engine.image(image.reference)).toMatchObject({ id: image.id, bytes: expect.any(Number) });
    expect(await engine.image(image.id)).toMatchObject({ id: image.id });
    expect(await engine.image('nanoedge-test/nothing:0')).toBeNull();
  });

  it('says what it is', async () => {
    expect(await under.engine.info()).toEqual({
      version: expect.any(String),
      apiVersion: expect.stringMatching(/^\d+\.\d+$/),
      arch: expect.any(String),
    });
  });

  it('tells when a container starts and ends', async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    under.engine.watch((event: EngineEvent) => {
      if (event.kind === 'container' && event.device === under.device) seen.push(event.action);
      if (event.kind === 'up') seen.push('up');
    }, stop.signal);
    await vi.waitFor(() => expect(seen).toEqual(['up']), waitOptions);
    const container = await startOne();
    await under.engine.remove(container);
    await vi.waitFor(() => expect(seen).toEqual(['up', 'create', 'start', 'die', 'destroy']), waitOptions);
    stop.abort();
  });
};
