import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTar, readTar } from '@nanoedge/archive';
import { systemClock } from '@nanoedge/base';
import { parse, RestoreSpec } from '@nanoedge/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { aDeployment } from '../support/builders.ts';
import { buildResponder, cleanDevice, docker } from '../support/responder.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
const reference = `nanoedge-test/foreign:${device}`;
const engine = new DockerEngine({ socketPath: '/var/run/docker.sock' }, device, systemClock);
const restore = parse(
  RestoreSpec,
  { snapshot: 's1', digest: `sha256:${'d'.repeat(64)}`, bytes: 9 },
  'restore',
);

/** An image as others make them: folders of root's, one declared, a health check of its own. */
beforeAll(() => {
  const { reference: base } = buildResponder();
  const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  writeFileSync(join(folder, 'shipped'), 'by the image');
  writeFileSync(
    join(folder, 'Dockerfile'),
    [
      `FROM ${base}`,
      'COPY shipped /seeded/shipped',
      'VOLUME /cache',
      'HEALTHCHECK --interval=1s CMD ["/responder"]',
    ].join('\n'),
  );
  try {
    execFileSync('docker', ['build', '-q', '-t', reference, folder], {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
afterEach(() => cleanDevice(device));
afterAll(() => void docker('image', 'rm', '-f', reference));

const deploy = async (change: Record<string, unknown> = {}): Promise<string> => {
  const { gateway } = await engine.ensureNetwork();
  const imageId = docker('image', 'inspect', '-f', '{{.Id}}', reference);
  const spec = aDeployment({
    release: { version: '1', image: reference, imageId },
    volumes: [{ name: 'seeded', path: '/seeded' }],
    ...change,
  });
  return engine.create(containerSpec(spec, { device, address: gateway }));
};

/** Names and owners of what is in a folder of a container. */
const files = async (container: string, path: string): Promise<[string, number][]> => {
  const found: [string, number][] = [];
  for await (const { header } of readTar(await engine.readPath(container, path)))
    found.push([header.name.replace(/\/$/, ''), header.uid ?? 0]);
  return found;
};

describe('an image of somebody else', () => {
  it('has volumes that the service may write to, with what it ships in them', async () => {
    const container = await deploy();
    expect(await files(container, '/seeded')).toEqual([
      ['.', 65_532],
      ['./shipped', 0],
    ]);
    expect((await engine.list()).map(({ id }) => id)).toEqual([container]);
  });

  it('ships nothing into volumes that are filled from a snapshot', async () => {
    const container = await deploy({ restore, change: 'run-1' });
    expect(await files(container, '/seeded')).toEqual([['.', 65_532]]);
    const header = { name: 'kept', type: 'file', size: 1, uid: 65_532, gid: 65_532 } as const;
    await engine.writePath(
      container,
      '/seeded',
      packTar([{ header, content: [Buffer.from('x')] }]),
    );
    expect(await files(container, '/seeded')).toEqual([
      ['.', 65_532],
      ['./kept', 65_532],
    ]);
  });

  it('leaves no volume without a name behind, and runs no health check', async () => {
    const container = await deploy();
    const inspected = docker('inspect', '-f', '{{json .Mounts}}', container);
    const unnamed = [...inspected.matchAll(/"Name":"([0-9a-f]{64})"/g)].map(([, name]) => name);
    expect(unnamed).toHaveLength(1);
    expect(docker('inspect', '-f', '{{json .Config.Healthcheck}}', container)).toContain('NONE');
    // As an earlier release removed it: without what nobody named
    const orphan = docker('volume', 'create');
    expect(await engine.unnamedVolumes()).toBeGreaterThanOrEqual(1);
    docker('volume', 'rm', orphan);
    await engine.remove(container);
    const left = docker('volume', 'ls', '-q').split('\n');
    expect(left.filter((name) => unnamed.includes(name))).toEqual([]);
  });

  it('has one volume with a name of ours through twenty changes, and none once it is removed', async () => {
    const volumes = [{ name: 'cache', path: '/cache' }];
    const ours = (): string[] =>
      docker('volume', 'ls', '-q', '--filter', `label=io.nanoedge.device=${device}`)
        .split('\n')
        .filter(Boolean);
    const mounted = (container: string): string[] =>
      [...docker('inspect', '-f', '{{json .Mounts}}', container).matchAll(/"Name":"([^"]+)"/g)].map(
        ([, name = '']) => name,
      );
    const seen = new Set<string>();
    for (let turn = 1; turn <= 20; turn += 1) {
      const container = await deploy({ volumes, config: { turn } });
      for (const name of mounted(container)) seen.add(name);
      await engine.remove(container);
      expect(ours()).toHaveLength(1);
    }
    expect([...seen]).toEqual(ours());
    for (const name of ours()) await engine.removeVolume(name);
    expect(docker('volume', 'ls', '-q').split('\n')).not.toContain([...seen][0]);
  }, 120_000);
});
