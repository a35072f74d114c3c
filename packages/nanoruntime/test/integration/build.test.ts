import { describe, expect, it } from 'vitest';
import { BundleError, bundle } from '../../src/index.ts';
import { buildFixture, docker, fixture } from './lab.ts';

const THREE_MB = 3 * 1024 * 1024;

describe('building images', () => {
  it('leaves an image alone whose inputs did not change', async () => {
    const first = await buildFixture('sample');
    const second = await buildFixture('sample');
    expect(second).toEqual({ ...first, cached: true });
  });

  it('makes images of at most 3 MB that say who may run what', async () => {
    const { tag, id, size } = await buildFixture('store');
    expect(size).toBeLessThan(THREE_MB);
    const [image] = JSON.parse(await docker('image', 'inspect', tag));
    expect(image.Id).toBe(id);
    expect(image.Config).toMatchObject({
      User: '65532:65532',
      Entrypoint: ['/nano'],
      ExposedPorts: { '5683/udp': {} },
      Labels: { 'io.nanoedge.service': 'store', 'org.opencontainers.image.version': 'test' },
    });
  });

  it('names the architecture in the configuration of a foreign image', {
    timeout: 300_000,
  }, async () => {
    const { tag } = await buildFixture('sample', ['armhf']);
    const [image] = JSON.parse(await docker('image', 'inspect', tag));
    expect([image.Architecture, image.Variant]).toEqual(['arm', 'v7']);
  });

  it('refuses a service that imports what the runtime does not have, and says who does', async () => {
    const failure = bundle([{ name: 'unsupported', entry: fixture('unsupported') }]);
    await expect(failure).rejects.toThrow(BundleError);
    await expect(failure).rejects.toThrow(/"node:http", imported by .*unsupported\.ts/);
  });
});
