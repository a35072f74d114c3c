import { expect, it } from 'vitest';
import { packTar } from '@nanoedge/archive';
import { EngineRefused } from '../../../src/errors.ts';
import type { Bench } from './bench.ts';

export const imageContract = (bench: Bench): void => {
  it('knows its images by reference and by id', async () => {
    const { engine, image } = bench.under;
    expect(await engine.image(image.reference)).toMatchObject({
      id: image.id,
      bytes: expect.any(Number),
    });
    expect(await engine.image(image.id)).toMatchObject({ id: image.id });
    expect(await engine.image('nanoedge-test/nothing:0')).toBeNull();
  });

  it('knows the layers of its images', async () => {
    expect(await bench.under.engine.layerChains()).toContainEqual(bench.under.layers);
    expect(await bench.under.engine.layerChains()).toContainEqual(bench.under.layers);
  });

  it('refuses what is not an image, in its own words', async () => {
    await expect(
      bench.under.engine.load(
        packTar([
          { header: { name: 'note', type: 'file', size: 2 }, content: [Buffer.from('hi')] },
        ]),
      ),
    ).rejects.toThrow(EngineRefused);
  });

  it('cannot pull what no registry gives, nor when it was given up before', async () => {
    const nowhere = `127.0.0.1:1/nothing@sha256:${'f'.repeat(64)}`;
    await expect(
      bench.under.engine.pull(nowhere, () => undefined, new AbortController().signal),
    ).rejects.toThrow(EngineRefused);
    const stopped = AbortSignal.abort(new RangeError('superseded'));
    await expect(bench.under.engine.pull(nowhere, () => undefined, stopped)).rejects.toThrow(
      'superseded',
    );
  });
};
