import { expect, it, vi } from 'vitest';
import type { EngineEvent } from '../../../src/engine/engine.ts';
import { packTar } from '@nanoedge/archive';
import { EngineRefused } from '../../../src/errors.ts';
import { waitOptions, type Bench } from './bench.ts';
import { tree } from './tree.ts';

/** What an engine is to one device, of several that it may serve. */
export const deviceContract = (bench: Bench): void => {
  it('never shows or touches containers of another device', async () => {
    const foreign = await bench.under.addForeign();
    expect(await bench.under.engine.list()).toEqual([]);
    await bench.under.engine.stop(foreign, 1);
    await bench.under.engine.remove(foreign);
    await expect(bench.under.engine.start(foreign)).rejects.toThrow(EngineRefused);
    await expect(bench.under.engine.rename(foreign, 'mine')).rejects.toThrow(EngineRefused);
    await expect(bench.under.engine.unpause(foreign)).rejects.toThrow(EngineRefused);
    await expect(bench.under.engine.readPath(foreign, '/data')).rejects.toThrow(EngineRefused);
    await expect(bench.under.engine.writePath(foreign, '/data', packTar(tree))).rejects.toThrow(
      EngineRefused,
    );
    expect(await bench.under.exists(foreign)).toBe(true);
  });

  it('makes the network once and knows its gateway', async () => {
    const first = await bench.under.engine.ensureNetwork();
    expect(first.gateway).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await bench.under.engine.ensureNetwork()).toEqual(first);
  });

  it('says what it is', async () => {
    expect(await bench.under.engine.info()).toEqual({
      version: expect.any(String),
      apiVersion: expect.stringMatching(/^\d+\.\d+$/),
      arch: expect.any(String),
      traits: expect.toSatisfy((traits) => traits === null || traits.store.length > 1),
    });
  });

  it('tells when a container starts and ends', async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    bench.under.engine.watch((event: EngineEvent) => {
      if (event.kind === 'container' && event.device === bench.under.device)
        seen.push(event.action);
      if (event.kind === 'up') seen.push('up');
    }, stop.signal);
    await vi.waitFor(() => expect(seen).toEqual(['up']), waitOptions);
    const container = await bench.startOne();
    await bench.under.engine.remove(container);
    await vi.waitFor(
      () => expect(seen).toEqual(['up', 'create', 'start', 'die', 'destroy']),
      waitOptions,
    );
    stop.abort();
  });
};
